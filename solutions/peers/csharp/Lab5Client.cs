// Lab 5, the client: sends what is typed at once, and prints what arrives whenever it arrives.
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;

static class Lab5Client
{
    // What both threads have to know. The keyboard's thread writes, the other one reads.
    static volatile int sent;
    static volatile bool isFinished; // nothing more is going to be sent

    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    // ANCHOR: threads
    static void Talk(string[] args)
    {
        Socket socket = Common.Connect(Common.ClientAddresses("lab5-client", args));
        var stream = new NetworkStream(socket, true);
        // IsBackground: the program may end while this thread waits for the keyboard.
        new Thread(() => SendLines(socket, stream)) { IsBackground = true, Name = "keyboard" }.Start();
        int acknowledged = 0;
        Exception trouble = null;
        try
        {
            byte[] payload;
            while ((payload = Frames.Read(stream)) != null)
            {
                string answer = Common.Text(payload);
                Common.Say("ack: " + answer);
                if (answer.StartsWith("received: ", StringComparison.Ordinal) || answer == "bye")
                    acknowledged++;
            }
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            trouble = e;
        }
        if (acknowledged < sent)
            throw new FailureException(sent - acknowledged + " messages unacknowledged");
        if (trouble != null)
            throw new FailureException(trouble.Message);
        if (!isFinished)
            throw new FailureException("the server has closed the connection");
    }

    static void SendLines(Socket socket, Stream stream)
    {
        try
        {
            Stream input = Common.OpenStdin();
            byte[] line;
            while (!isFinished && (line = Common.ReadLine(input)) != null)
            {
                sent++; // before it is sent: its answer may come at once
                isFinished = Common.Text(line) == "/bye";
                Frames.Write(stream, line);
            }
            isFinished = true;
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (FailureException e)
        {
            Common.Report(e.Message); // a line that fits no frame
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            // The connection is gone: the other thread sees that as well, and says so.
        }
    }
    // ANCHOR_END: threads
}
