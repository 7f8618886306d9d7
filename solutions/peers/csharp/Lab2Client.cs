// Lab 2, the client: sends each line of stdin as a datagram, and prints the reply.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;

static class Lab2Client
{
    const int Tries = 3;
    const int Wait = 300; // milliseconds

    static readonly byte[] Buffer = new byte[65536];

    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    static void Talk(string[] args)
    {
        var addresses = new Queue<IPEndPoint>(Common.ClientAddresses("lab2-client", args));
        bool isAnswered = false;
        Stream input = Common.OpenStdin();
        byte[] line;
        while ((line = Common.ReadLine(input)) != null)
        {
            string reply = null;
            while (reply == null)
            {
                try
                {
                    reply = Ask(addresses.Peek(), line);
                    isAnswered = true;
                }
                catch (Exception e) when (Common.IsTrouble(e))
                {
                    // The next address is tried until one has answered.
                    if (isAnswered || addresses.Count == 1)
                        throw;
                    addresses.Dequeue();
                }
            }
            Common.Say(reply);
        }
    }

    // ANCHOR: ask
    /// <summary>The reply to a line, which is sent up to three times.</summary>
    static string Ask(IPEndPoint server, byte[] line)
    {
        // A socket for each line: a reply to the last one that comes too late finds nobody here.
        using (var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp))
        {
            for (int i = 0; i < Tries; i++)
            {
                socket.SendTo(line, server);
                var clock = Stopwatch.StartNew();
                long left;
                // A stranger's datagram must not start the wait anew. Poll() counts in microseconds.
                while ((left = Wait - clock.ElapsedMilliseconds) > 0)
                {
                    if (!socket.Poll((int)left * 1000, SelectMode.SelectRead))
                        continue;
                    EndPoint sender = server;
                    int count = socket.ReceiveFrom(Buffer, ref sender);
                    if (sender.Equals(server))
                        return Common.Text(Buffer, count);
                }
            }
        }
        throw new FailureException("no reply from " + Common.Show(server));
    }
    // ANCHOR_END: ask
}
