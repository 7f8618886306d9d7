// Lab 3, the client: sends each line of stdin until it is accepted, to a server that comes and goes.
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;

/// <summary>The lines of stdin. The next one can be awaited more than once.</summary>
sealed class Keyboard
{
    readonly Stream input = Common.OpenStdin();
    Task<byte[]> next;

    /// <summary>The line whose turn it is: the same one until it is done. The end of stdin is the line `close`.</summary>
    public Task<byte[]> Next
    {
        // LongRunning: a thread of its own, since nobody knows when somebody types.
        get { return next ?? (next = Task.Factory.StartNew<byte[]>(Read, TaskCreationOptions.LongRunning)); }
    }

    public void Done()
    {
        next = null;
    }

    byte[] Read()
    {
        byte[] line = Common.ReadLine(input);
        bool isClose = line == null || Common.Text(line).Equals("close", StringComparison.OrdinalIgnoreCase);
        return isClose ? Common.Bytes("close") : line;
    }
}

static class Lab3Client
{
    enum State { Disconnected, Connecting, Connected, Closed }

    const int FirstPause = 100, LongestPause = 1000; // milliseconds

    static int Main(string[] args)
    {
        return Common.Run(() =>
        {
            string host;
            int port;
            Common.ClientArguments("lab3-client", args, "", out host, out port);
            KeepTalking(host, port).GetAwaiter().GetResult();
        });
    }

    static void Enter(State state)
    {
        Common.Say("state: " + state.ToString().ToLowerInvariant());
    }

    // ANCHOR: run
    /// <summary>Goes through the states of the diagram, until the server has said `closed`.</summary>
    static async Task KeepTalking(string host, int port)
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
                    await Talk(new NetworkStream(socket), keyboard);
                }
                Enter(State.Closed);
                return;
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                Common.Report(e.Message);
            }
            Enter(State.Disconnected);
            await Task.Delay(pause);
            pause = Math.Min(2 * pause, LongestPause);
        }
    }
    // ANCHOR_END: run

    /// <summary>Sends one line after the other, each once the one before is answered. Returns after `closed`.</summary>
    static async Task Talk(NetworkStream stream, Keyboard keyboard)
    {
        var answers = new Lines();
        var buffer = new byte[65536];
        string inFlight = null;
        Task<int> receiving = stream.ReadAsync(buffer, 0, buffer.Length);
        while (true)
        {
            // The server may be lost while nobody types, so both are waited for.
            if (inFlight == null && await Task.WhenAny(receiving, keyboard.Next) == keyboard.Next)
            {
                byte[] line = await keyboard.Next;
                inFlight = Common.Text(line);
                var ended = new byte[line.Length + 1];
                line.CopyTo(ended, 0);
                ended[line.Length] = (byte)'\n';
                stream.Write(ended, 0, ended.Length);
            }
            int count = await receiving;
            if (count == 0)
                throw new FailureException("the server has closed the connection");
            foreach (byte[] line in answers.Feed(buffer, count))
            {
                string answer = Common.Text(line);
                if (inFlight == null || answer != (inFlight == "close" ? "closed" : "accepted"))
                    throw new FailureException("the server said `" + answer + "`");
                if (answer == "closed")
                    return;
                inFlight = null;
                keyboard.Done();
            }
            receiving = stream.ReadAsync(buffer, 0, buffer.Length);
        }
    }
}
