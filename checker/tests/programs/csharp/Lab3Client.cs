using System;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Labs
{
    /// <summary>Stdin, of which the next line can be awaited more than once.</summary>
    sealed class Keyboard
    {
        public static readonly byte[] Close = Net.Bytes("close");

        readonly Stream input = new BufferedStream(Console.OpenStandardInput());
        Task<byte[]> next;

        /// <summary>
        /// The line whose turn it is: the same one until Done is called. Close stands for
        /// the end of the input.
        /// </summary>
        public Task<byte[]> Next
        {
            get
            {
                // a thread of its own, because it may be blocked for long
                return next ?? (next = Task.Factory.StartNew<byte[]>(Read, TaskCreationOptions.LongRunning));
            }
        }

        public void Done()
        {
            next = null;
        }

        byte[] Read()
        {
            try
            {
                byte[] line = Net.ReadLine(input);
                return line == null || LineSplitter.IsClose(line) ? Close : line;
            }
            catch (IOException e)
            {
                Net.Report(e.Message);
                return Close;
            }
        }
    }

    static class Lab3Client
    {
        const int FirstPause = 100, LongestPause = 1000;

        static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            const string usage = "lab3-client HOST PORT";
            if (args.Length != 2 || args[0] == "")
                throw new UsageException(usage);
            KeepTalking(args[0], Net.Port(args[1], 1, usage)).GetAwaiter().GetResult();
            // Mono may wait at its end for the task that reads the keyboard.
            Environment.Exit(0);
        }

        static async Task KeepTalking(string host, int port)
        {
            var keyboard = new Keyboard();
            int pause = FirstPause;
            Net.Say("state: disconnected");
            while (true)
            {
                Net.Say("state: connecting");
                try
                {
                    using (Socket socket = Net.Connect(Net.Resolve(host, port)))
                    {
                        Net.Say("state: connected");
                        pause = FirstPause;
                        await Converse(socket, keyboard);
                    }
                    Net.Say("state: closed");
                    return;
                }
                catch (FailureException e)
                {
                    Net.Report(e.Message);
                }
                catch (SocketException e)
                {
                    Net.Report(e.Message);
                }
                catch (IOException e)
                {
                    Net.Report(e.Message);
                }
                Net.Say("state: disconnected");
                await Task.Delay(pause);
                pause = Math.Min(2 * pause, LongestPause);
            }
        }

        /// <summary>Comes to its end with the answer "closed"; by an exception if the server is lost.</summary>
        static async Task Converse(Socket socket, Keyboard keyboard)
        {
            var stream = new NetworkStream(socket);
            var splitter = new LineSplitter();
            var buffer = new byte[1024];
            byte[] inFlight = null;
            Task<int> receiving = stream.ReadAsync(buffer, 0, buffer.Length);
            while (true)
            {
                if (inFlight == null && await Task.WhenAny(receiving, keyboard.Next) == keyboard.Next)
                {
                    inFlight = await keyboard.Next;
                    Send(socket, inFlight);
                    continue;
                }

                int count = await receiving;
                if (count == 0)
                    throw new FailureException("the server has closed the connection");
                foreach (byte[] line in splitter.Feed(buffer, count))
                {
                    string answer = Net.Text(line, line.Length);
                    string expected = inFlight == Keyboard.Close ? "closed" : "accepted";
                    if (inFlight == null || answer != expected)
                        throw new FailureException("unexpected answer: " + answer);
                    if (inFlight == Keyboard.Close)
                        return;
                    inFlight = null;
                    keyboard.Done();
                }
                receiving = stream.ReadAsync(buffer, 0, buffer.Length);
            }
        }

        static void Send(Socket socket, byte[] line)
        {
            var bytes = new byte[line.Length + 1];
            line.CopyTo(bytes, 0);
            bytes[line.Length] = (byte)'\n';
            Net.SendAll(socket, bytes, bytes.Length);
        }
    }
}
