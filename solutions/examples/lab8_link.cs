// A narrow link: what comes to LISTEN goes on to TO, one datagram at a time. Three may wait, and what comes then is
// lost. Several pairs share the link. What goes the other way takes no time.
using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;

static class Lab8Link
{
    const long Each = 40;
    const long Room = 3;

    static readonly Stopwatch clock = Stopwatch.StartNew();
    static readonly object mutex = new object();
    static readonly BlockingCollection<Tuple<long, byte[], Socket>> link = new BlockingCollection<Tuple<long, byte[], Socket>>();

    static void Main(string[] args)
    {
        if (args.Length == 0 || args.Length % 2 != 0)
        {
            Console.Error.WriteLine("usage: lab8_link LISTEN TO [LISTEN TO]");
            Environment.Exit(2);
        }
        for (int at = 0; at < args.Length; at += 2)
        {
            var near = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            near.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[at])));
            var far = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            far.Connect(IPAddress.Loopback, int.Parse(args[at + 1]));
            Console.WriteLine("listening on " + near.LocalEndPoint);
            // Where the datagrams come from: there the answers go.
            var from = new EndPoint[1];
            new Thread(() => Carry(near, far, from)).Start();
            new Thread(() => BringBack(near, far, from)).Start();
        }
        foreach (var through in link.GetConsumingEnumerable())
        {
            Thread.Sleep((int)Math.Max(0, through.Item1 - clock.ElapsedMilliseconds));
            try { through.Item3.Send(through.Item2); }
            catch (SocketException) { }  // A port that nobody has is silence.
        }
    }

// ANCHOR: carry
    static long free;  // when the link will be free, in ms

    static void Carry(Socket near, Socket far, EndPoint[] from)
    {
        var buffer = new byte[2000];
        while (true)
        {
            EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
            int count = near.ReceiveFrom(buffer, ref sender);
            from[0] = sender;
            var datagram = new byte[count];
            Array.Copy(buffer, datagram, count);
            lock (mutex)
            {
                long now = clock.ElapsedMilliseconds;
                long begins = Math.Max(now, free);
                if (begins - now > Each * Room)
                {
                    Console.WriteLine("full: lost " + count + " bytes from " + sender);
                    continue;
                }
                free = begins + Each;
                link.Add(Tuple.Create(free, datagram, far));
            }
        }
    }
// ANCHOR_END: carry

    static void BringBack(Socket near, Socket far, EndPoint[] from)
    {
        var buffer = new byte[2000];
        while (true)
        {
            try
            {
                int count = far.Receive(buffer);
                near.SendTo(buffer, count, SocketFlags.None, from[0]);
            }
            catch (SocketException) { }  // It tells of a datagram before: nobody has the port yet.
        }
    }
}
