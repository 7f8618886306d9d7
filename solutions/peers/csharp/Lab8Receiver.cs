// Lab 8, the receiver: writes a file that comes in segments, each byte once and in order.
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;

static class Lab8Receiver
{
    const int Linger = 1000; // milliseconds

    static readonly byte[] Nothing = new byte[0];
    static readonly byte[] Buffer = new byte[65536];

    static int Main(string[] args)
    {
        return Common.Run(() => Receive(args));
    }

    static void Receive(string[] args)
    {
        if (args.Length < 2 || args.Length > 3)
            throw new UsageException("lab8-receiver PORT FILE [HOST]");
        // Without FILE they are a server's arguments.
        string[] address = args.Where((word, place) => place != 1).ToArray();
        Common.CheckServerArguments("lab8-receiver", address);
        try
        {
            using (FileStream file = File.Create(args[1]))
            using (Socket socket = Common.OpenServer("lab8-receiver", address, SocketType.Dgram))
                Common.Say("received " + Receive(socket, file) + " bytes");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new FailureException(e.Message);
        }
    }

    // ANCHOR: receive
    /// <summary>Takes one file from whoever sends segment 0 first; gives its length.</summary>
    static long Receive(Socket socket, FileStream file)
    {
        EndPoint sender = null;
        uint expected = 0;
        Stopwatch sinceTheLast = null; // once the end has come
        while (sinceTheLast == null || sinceTheLast.ElapsedMilliseconds < Linger)
        {
            // Poll() counts in microseconds; less than 0 is for ever.
            long left = sinceTheLast == null ? -1 : 1000 * Math.Max(1, Linger - sinceTheLast.ElapsedMilliseconds);
            if (!socket.Poll((int)left, SelectMode.SelectRead))
                continue;
            EndPoint peer = new IPEndPoint(IPAddress.IPv6Any, 0);
            if (socket.AddressFamily == AddressFamily.InterNetwork)
                peer = new IPEndPoint(IPAddress.Any, 0);
            Segment segment = Segment.Read(Buffer, socket.ReceiveFrom(Buffer, ref peer));
            if (segment == null || segment.Kind != Segment.Data)
                continue;
            if (sender == null && segment.Number == 0)
                sender = peer;
            if (!peer.Equals(sender))
                continue;
            // What comes too early is thrown away: it will be sent again.
            bool isEnd = segment.Number == expected && segment.Payload.Length == 0;
            if (segment.Number == expected && sinceTheLast == null)
            {
                file.Write(segment.Payload, 0, segment.Payload.Length);
                expected++;
            }
            if (isEnd || sinceTheLast != null)
                sinceTheLast = Stopwatch.StartNew();
            socket.SendTo(Segment.Write(Segment.Acknowledgement, expected, Nothing, 0, 0), peer);
        }
        return file.Length;
    }
    // ANCHOR_END: receive
}
