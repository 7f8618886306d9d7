// Lab 3, the client: sends each line of stdin until it is accepted, to a server that comes and goes.
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Sockets;
using System.Threading;

/// <summary>The lines of stdin, read by a thread of its own, since nobody knows when somebody types.</summary>
sealed class Keyboard
{
    readonly BlockingCollection<byte[]> lines = new BlockingCollection<byte[]>();
    byte[] current;

    public Keyboard()
    {
        new Thread(Read) { IsBackground = true, Name = "keyboard" }.Start();
    }

    /// <summary>The line whose turn it is: the same one until it is done. Null if none is typed within the time.</summary>
    public byte[] Next(int milliseconds)
    {
        if (current == null)
            lines.TryTake(out current, milliseconds);
        return current;
    }

    public void Done()
    {
        current = null;
    }

    /// <summary>The end of stdin is the line `close`.</summary>
    void Read()
    {
        Stream input = Common.OpenStdin();
        byte[] line;
        while ((line = Common.ReadLine(input)) != null)
        {
            bool isClose = Common.Text(line).Equals("close", StringComparison.OrdinalIgnoreCase);
            lines.Add(isClose ? Common.Bytes("close") : line);
        }
        lines.Add(Common.Bytes("close"));
    }
}

static class Lab3Client
{
    enum State { Disconnected, Connecting, Connected, Closed }

    const int FirstPause = 100, LongestPause = 1000; // milliseconds
    const int Glance = 50; // milliseconds between two looks at the connection, while nobody types

    static int Main(string[] args)
    {
        return Common.Run(() =>
        {
            string host;
            int port;
            Common.ClientArguments("lab3-client", args, "", out host, out port);
            KeepTalking(host, port);
        });
    }

    static void Enter(State state)
    {
        Common.Say("state: " + state.ToString().ToLowerInvariant());
    }

    // ANCHOR: run
    /// <summary>Goes through the states of the diagram, until the server has said `closed`.</summary>
    static void KeepTalking(string host, int port)
    {
        var keyboard = new Keyboard();
        int pause = FirstPause;
        Enter(State.Disconnected);
        while (true)
        {
            Enter(State.Connecting);
            try
            {
                using (Socket socket = Common.Connect(Common.Addresses(host, port)))
                {
                    Enter(State.Connected);
                    pause = FirstPause;
                    Talk(socket, keyboard);
                }
                Enter(State.Closed);
                return;
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                Common.Report(e.Message);
            }
            Enter(State.Disconnected);
            Thread.Sleep(pause);
            pause = Math.Min(2 * pause, LongestPause);
        }
    }
    // ANCHOR_END: run

    /// <summary>Sends one line after the other, each once the one before is answered. Returns after `closed`.</summary>
    static void Talk(Socket socket, Keyboard keyboard)
    {
        var answers = new Lines();
        var buffer = new byte[65536];
        string inFlight = null;
        while (true)
        {
            byte[] line = inFlight == null ? keyboard.Next(Glance) : null;
            if (line != null)
            {
                inFlight = Common.Text(line);
                var ended = new byte[line.Length + 1];
                line.CopyTo(ended, 0);
                ended[line.Length] = (byte)'\n';
                Common.SendAll(socket, ended, ended.Length);
            }
            // The server may be lost while nobody types: Poll says whether there is something to hear.
            if (inFlight == null && !socket.Poll(0, SelectMode.SelectRead))
                continue;
            int count = socket.Receive(buffer);
            if (count == 0)
                throw new FailureException("the server has closed the connection");
            foreach (byte[] received in answers.Feed(buffer, count))
            {
                string answer = Common.Text(received);
                if (inFlight == null || answer != (inFlight == "close" ? "closed" : "accepted"))
                    throw new FailureException("the server said `" + answer + "`");
                if (answer == "closed")
                    return;
                inFlight = null;
                keyboard.Done();
            }
        }
    }
}
