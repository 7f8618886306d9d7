// Lab 6, checkpoint 2, the line client of the chat.
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;

static class Lab6Client
{
    static volatile bool isLeaving; // set by the keyboard's thread, before the server can know of it

    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    static void Talk(string[] args)
    {
        Socket socket = Common.Connect(Common.ClientAddresses("lab6-client", args, "NAME"));
        var stream = new NetworkStream(socket, true);
        Frames.Write(stream, Common.Bytes("LOGIN " + args[2]));
        string first = Next(stream);
        if (!first.StartsWith("OK ", StringComparison.Ordinal))
            throw new FailureException(first);
        Common.Say("logged in as " + first.Substring("OK ".Length));
        new Thread(() => SendTyped(socket, stream)) { IsBackground = true, Name = "keyboard" }.Start();
        try
        {
            string line;
            while ((line = Next(stream)) != null)
                Show(line);
        }
        catch (Exception e) when (isLeaving && Common.IsTrouble(e))
        {
            // We had said goodbye already.
        }
    }

    /// <summary>What the server tells next; null at the end, if that was to come.</summary>
    static string Next(Stream stream)
    {
        byte[] payload = Frames.Read(stream);
        if (payload == null && !isLeaving)
            throw new FailureException("the server has gone");
        return payload == null ? null : Common.Text(payload);
    }

    static void Show(string line)
    {
        string[] words = line.Split(new[] { ' ' }, 2);
        string rest = words.Length == 2 ? words[1] : "";
        switch (words[0])
        {
            case "MSG":
                string[] said = rest.Split(new[] { ' ' }, 2);
                Common.Say(said[0] + ": " + (said.Length == 2 ? said[1] : ""));
                break;
            case "USERS":
                Common.Say("users: " + rest);
                break;
            case "JOINED":
                Common.Say("* " + rest + " joined");
                break;
            case "LEFT":
                Common.Say("* " + rest + " left");
                break;
            case "ERR":
                Common.Report(rest);
                break;
        }
    }

    /// <summary>The keyboard's thread: does what is typed, until /bye or the end of stdin.</summary>
    static void SendTyped(Socket socket, Stream stream)
    {
        string partner = null;
        Stream input = Common.OpenStdin();
        try
        {
            byte[] typed;
            while ((typed = Common.ReadLine(input)) != null)
            {
                string line = Common.Text(typed);
                if (line == "/bye")
                    break;
                if (line == "/users")
                    Send(stream, "USERS");
                else if (line.StartsWith("/chat ", StringComparison.Ordinal))
                    partner = line.Substring("/chat ".Length);
                else if (partner == null)
                    Common.Report("choose somebody with /chat NAME");
                else
                    Send(stream, "MSG " + partner + " " + line);
            }
            isLeaving = true;
            Send(stream, "QUIT");
            // The main thread prints what the server still has to tell, until that closes as well.
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            // The connection is gone: the main thread sees that as well, and says so.
        }
    }

    static void Send(Stream stream, string command)
    {
        try
        {
            Frames.Write(stream, Common.Bytes(command));
        }
        catch (FailureException e)
        {
            Common.Report(e.Message); // too long to be sent; nothing was
        }
    }
}
