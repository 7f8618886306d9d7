using System;
using System.Net.Sockets;
using System.Threading;

namespace Labs
{
    /// <summary>Lab 6: what the two programs of a pair share.</summary>
    static class Pair
    {
        public static void Print(Socket socket)
        {
            var splitter = new LineSplitter();
            var buffer = new byte[4096];
            int count;
            while ((count = socket.Receive(buffer)) > 0)
                foreach (byte[] line in splitter.Feed(buffer, count))
                    Net.Say(Net.Text(line, line.Length));
        }

        public static void Send(Socket socket, byte[] line)
        {
            var ended = new byte[line.Length + 1];
            line.CopyTo(ended, 0);
            ended[line.Length] = (byte)'\n';
            Net.SendAll(socket, ended, ended.Length);
        }
    }

    static class Lab6PairServer
    {
        static readonly object Guard = new object();
        static Socket current;

        public static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Socket listener = Net.OpenServer("lab6-pair-server", args, SocketType.Stream);
            new Thread(Keyboard) { IsBackground = true }.Start();
            Net.ServeForEver(listener, (client, peer) =>
            {
                lock (Guard)
                    current = client;
                try
                {
                    Pair.Print(client);
                }
                finally
                {
                    lock (Guard)
                        if (current == client)
                            current = null;
                }
            });
        }

        static void Keyboard()
        {
            var input = Console.OpenStandardInput();
            byte[] line;
            while ((line = Net.ReadLine(input)) != null)
            {
                bool exit = Net.Text(line, line.Length) == "EXIT";
                Socket client;
                lock (Guard)
                {
                    client = current;
                    if (exit)
                        current = null;
                }
                if (client == null)
                {
                    Net.Report("nobody is connected");
                    continue;
                }
                try
                {
                    if (exit)
                        client.Shutdown(SocketShutdown.Both);
                    else
                        Pair.Send(client, line);
                }
                catch (SocketException e)
                {
                    Net.Report(e.Message);
                }
                catch (ObjectDisposedException)
                {
                    Net.Report("nobody is connected");
                }
            }
        }
    }

    static class Lab6PairClient
    {
        public static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            Socket server = Net.Connect(Net.ClientAddresses("lab6-pair-client", args));
            var keyboard = new Thread(() => Environment.Exit(Net.Run(args, nothing =>
            {
                var input = Console.OpenStandardInput();
                byte[] line;
                while ((line = Net.ReadLine(input)) != null && Net.Text(line, line.Length) != "EXIT")
                    Pair.Send(server, line);
            })));
            keyboard.IsBackground = true;
            keyboard.Start();
            Pair.Print(server);
        }
    }
}
