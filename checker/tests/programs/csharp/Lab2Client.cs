using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace Labs
{
    /// <summary>Asks one address; datagrams from any other are left aside.</summary>
    sealed class Asker : IDisposable
    {
        const int Tries = 3;
        const long PatienceMicroseconds = 300000;

        readonly IPEndPoint server;
        readonly Socket socket;
        readonly byte[] buffer = new byte[65536];

        public Asker(IPEndPoint server)
        {
            this.server = server;
            socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        }

        /// <summary>The reply, or null if there is none.</summary>
        public string Ask(byte[] line)
        {
            for (int i = 0; i < Tries; i++)
            {
                socket.SendTo(line, server);
                var clock = Stopwatch.StartNew();
                while (true)
                {
                    long left = PatienceMicroseconds - clock.ElapsedTicks * 1000000 / Stopwatch.Frequency;
                    if (left <= 0)
                        break;
                    if (!socket.Poll((int)left, SelectMode.SelectRead))
                        continue;
                    EndPoint from = new IPEndPoint(
                        server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
                    int count = socket.ReceiveFrom(buffer, ref from);
                    if (IsServer((IPEndPoint)from))
                        return Net.Text(buffer, count);
                }
            }
            return null;
        }

        bool IsServer(IPEndPoint from)
        {
            return from.Port == server.Port && from.Address.Equals(server.Address);
        }

        public void Dispose()
        {
            socket.Close();
        }
    }

    static class Lab2Client
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            var candidates = new Queue<IPEndPoint>(Net.ClientAddresses("lab2-client", args));
            bool answered = false;
            Asker asker = null;
            Stream input = new BufferedStream(Console.OpenStandardInput());
            byte[] line;
            while ((line = Net.ReadLine(input)) != null)
            {
                string reply = null;
                while (reply == null)
                {
                    string problem;
                    try
                    {
                        if (asker == null)
                            asker = new Asker(candidates.Peek());
                        reply = asker.Ask(line);
                        problem = "no reply from " + Net.Show(candidates.Peek());
                    }
                    catch (SocketException e)
                    {
                        problem = Net.Show(candidates.Peek()) + ": " + e.Message;
                    }
                    if (reply != null)
                        break;
                    if (answered || candidates.Count == 1)
                        throw new FailureException(problem);
                    candidates.Dequeue();
                    if (asker != null)
                        asker.Dispose();
                    asker = null;
                }
                answered = true;
                Net.Say(reply);
            }
        }
    }
}
