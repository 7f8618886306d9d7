// Lab 8, the sender: brings a file over a network that loses, repeats, reorders, delays and damages datagrams.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;

// ANCHOR: learnt
/// <summary>How long to wait for an acknowledgement (RFC 6298), in milliseconds.</summary>
sealed class Clock
{
    const double First = 100, Shortest = 20, Longest = 500;

    public double TimeOut = First;
    double smoothed = -1, deviation;
    // ANCHOR_END: learnt

    // ANCHOR: clock
    public void Learn(double sample)
    {
        if (smoothed < 0)
        {
            smoothed = sample;
            deviation = sample / 2;
        }
        else
        {
            deviation += (Math.Abs(smoothed - sample) - deviation) / 4;
            smoothed += (sample - smoothed) / 8;
        }
        TimeOut = Math.Min(Math.Max(smoothed + 4 * deviation, Shortest), Longest);
    }

    public void BackOff()
    {
        TimeOut = Math.Min(2 * TimeOut, Longest);
    }
    // ANCHOR_END: clock
}

// ANCHOR: outgoing
/// <summary>A file on its way.</summary>
sealed class Transfer
{
    const int TimeOuts = 8;
    const int Repetitions = 3;

    readonly Socket socket;
    readonly IPEndPoint receiver;
    readonly int window;
    readonly List<byte[]> segments = new List<byte[]>(); // by their numbers
    readonly double[] sentAt; // when each was sent last, in milliseconds,
    readonly int[] times; // and how often
    readonly byte[] buffer = new byte[65536];
    readonly Clock clock = new Clock();
    readonly Stopwatch time = Stopwatch.StartNew();
    int first; // the first that is not acknowledged
    int next; // the one that is to be sent next
    int repetitions; // of the last acknowledgement
    int timeOuts; // in a row
    double deadline; // when the time of `first` is over
    // ANCHOR_END: outgoing

    public Transfer(Socket socket, IPEndPoint receiver, byte[] file, int window)
    {
        this.socket = socket;
        this.receiver = receiver;
        this.window = window;
        for (int from = 0; from < file.Length; from += Segment.PayloadSize)
            Add(file, from, Math.Min(Segment.PayloadSize, file.Length - from));
        Add(file, file.Length, 0);
        sentAt = new double[segments.Count];
        times = new int[segments.Count];
    }

    void Add(byte[] file, int from, int count)
    {
        segments.Add(Segment.Write(Segment.Data, (uint)segments.Count, file, from, count));
    }

    double Now
    {
        get { return time.Elapsed.TotalMilliseconds; }
    }

    // ANCHOR: transfer
    public void Run()
    {
        while (first < segments.Count)
        {
            for (; next < Math.Min(first + window, segments.Count); next++)
            {
                if (next == first)
                    Restart();
                Send(next);
            }
            int number = Acknowledgement();
            if (number < 0)
                RunOut();
            else if (number > first)
                MoveOn(number);
            else if (++repetitions == Repetitions)
            {
                Send(first);
                Restart();
            }
        }
    }

    void Restart()
    {
        deadline = Now + clock.TimeOut;
    }

    void Send(int number)
    {
        sentAt[number] = Now;
        times[number]++;
        socket.SendTo(segments[number], receiver);
    }

    /// <summary>The number of the next acknowledgement, or -1 if the time runs out.</summary>
    int Acknowledgement()
    {
        double left;
        while ((left = deadline - Now) > 0)
        {
            // Poll() counts in microseconds.
            if (!socket.Poll((int)(1000 * left) + 1, SelectMode.SelectRead))
                continue;
            EndPoint peer = receiver;
            Segment segment = Segment.Read(buffer, socket.ReceiveFrom(buffer, ref peer));
            if (segment == null || segment.Kind != Segment.Acknowledgement || !peer.Equals(receiver))
                continue;
            if (segment.Number >= first && segment.Number <= segments.Count)
                return (int)segment.Number;
        }
        return -1;
    }

    void MoveOn(int number)
    {
        bool isOnce = true;
        for (int i = first; i < number; i++)
            isOnce = isOnce && times[i] == 1;
        if (isOnce)
            clock.Learn(Now - sentAt[number - 1]);
        first = number;
        next = Math.Max(next, number);
        repetitions = timeOuts = 0;
        Restart();
    }

    void RunOut()
    {
        if (++timeOuts == TimeOuts)
            throw new FailureException("no answer from " + Common.Show(receiver));
        clock.BackOff();
        next = first; // all of it again
    }
    // ANCHOR_END: transfer
}

static class Lab8Sender
{
    const string Usage = "lab8-sender HOST PORT FILE [WINDOW]";

    static int Main(string[] args)
    {
        return Common.Run(() => Send(args));
    }

    static void Send(string[] args)
    {
        int window = 1;
        if (args.Length < 3 || args.Length > 4)
            throw new UsageException(Usage);
        if (args.Length == 4 && !int.TryParse(args[3], NumberStyles.None, CultureInfo.InvariantCulture, out window))
            throw new UsageException(Usage);
        if (window < 1 || window > 1024)
            throw new UsageException(Usage);
        string host;
        int port;
        Common.ClientArguments("lab8-sender", new[] { args[0], args[1], args[2] }, "FILE [WINDOW]", out host, out port);
        byte[] file = Read(args[2]);
        Exception problem = null;
        foreach (IPEndPoint receiver in Common.Addresses(host, port))
        {
            try
            {
                using (var socket = new Socket(receiver.AddressFamily, SocketType.Dgram, ProtocolType.Udp))
                    new Transfer(socket, receiver, file, window).Run();
                Common.Say("sent " + file.Length + " bytes");
                return;
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                problem = e;
            }
        }
        throw new FailureException(problem.Message);
    }

    static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new FailureException(e.Message);
        }
    }
}
