// Lab 7, the server: one loop for all clients, and no thread.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

/// <summary>A client, and how far the talk with it has come.</summary>
sealed class Guest
{
    static readonly byte[] Piece = new byte[65536]; // one for all: only one is read from at a time

    public readonly Socket Socket;
    public readonly string Peer;
    readonly Inbox inbox = new Inbox();
    readonly Outbox outbox = new Outbox();
    bool isFinished; // nothing more is read
    long heard;

    public Guest(Socket socket, string peer, long now)
    {
        Socket = socket;
        Peer = peer;
        heard = now;
        outbox.Put(Common.Bytes("Welcome, you are connected to the server"));
    }

    public bool IsReadFrom { get { return !isFinished && !outbox.IsFull; } }
    public bool HasPending { get { return !outbox.IsEmpty; } }
    public bool IsDone { get { return isFinished && outbox.IsEmpty; } }

    // ANCHOR: go-on
    public void GoOn(bool canRead, long now)
    {
        if (canRead && IsReadFrom)
        {
            Receive(now);
            Answer();
        }
        if (outbox.IsFull)
            heard = now; // nobody listens to it: it can't be called silent
        outbox.Send(Socket);
    }
    // ANCHOR_END: go-on

    void Receive(long now)
    {
        SocketError error;
        int count = Socket.Receive(Piece, 0, Piece.Length, SocketFlags.None, out error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success)
            throw new SocketException((int)error);
        inbox.Put(Piece, count);
        heard = now;
        isFinished = count == 0;
    }

    void Answer()
    {
        foreach (byte[] message in inbox.Take())
        {
            string text = Common.Text(message);
            if (text == "/bye")
            {
                outbox.Put(Common.Bytes("bye"));
                isFinished = true;
                return;
            }
            Common.Say(Peer + ": " + text);
            outbox.Put(Common.Bytes("received: " + text));
        }
        if (isFinished && !inbox.IsEmpty)
            Common.Report(Peer + ": connection closed mid-frame");
    }

    /// <summary>When it will have been silent for too long; none while nobody listens to it.</summary>
    public long? Due(long idle)
    {
        return IsReadFrom ? heard + idle : (long?)null;
    }

    public void SendAway(long now)
    {
        outbox.Put(Common.Bytes("idle"));
        isFinished = true;
        GoOn(false, now);
    }
}

static class Lab7Server
{
    const string Usage = "lab7-server PORT [HOST] [IDLE_MS]";
    const int Pause = 1000; // ms until accept is tried again, if nobody goes before

    static readonly Stopwatch Clock = Stopwatch.StartNew();
    static readonly Dictionary<Socket, Guest> Guests = new Dictionary<Socket, Guest>();
    static long? retry;

    static long Now { get { return Clock.ElapsedMilliseconds; } }

    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    static void Serve(string[] args)
    {
        int idle = 0;
        bool hasIdle = args.Length == 3;
        if (hasIdle && !int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out idle))
            throw new UsageException(Usage);
        if (hasIdle)
            Array.Resize(ref args, 2);
        Socket listener = Common.OpenServer("lab7-server", args);
        listener.Blocking = false;
        while (true)
            Turn(listener, hasIdle ? idle : (long?)null);
    }

    // ANCHOR: turn
    /// <summary>Waits once, and lets everybody go on who can.</summary>
    static void Turn(Socket listener, long? idle)
    {
        var readable = new List<Socket>();
        var writable = new List<Socket>();
        if (retry == null)
            readable.Add(listener);
        long? due = retry;
        foreach (Guest guest in Guests.Values)
        {
            if (guest.IsReadFrom)
                readable.Add(guest.Socket);
            if (guest.HasPending)
                writable.Add(guest.Socket);
            if (idle != null)
                due = Earlier(due, guest.Due(idle.Value));
        }
        // A list is asked for its sockets, and comes back with those that can go on. -1: for ever.
        Socket.Select(readable, writable, null, due == null ? -1 : (int)Math.Max(0, due.Value - Now) * 1000);
        foreach (Socket socket in readable)
            if (socket == listener)
                AcceptAll(listener);
            else
                GoOn(socket, true);
        foreach (Socket socket in writable)
            GoOn(socket, false);
        if (idle != null)
            SendAwayTheSilent(idle.Value);
        if (retry != null && Now >= retry.Value)
            retry = null;
    }
    // ANCHOR_END: turn

    static long? Earlier(long? one, long? other)
    {
        return one == null || other < one ? other ?? one : one;
    }

    static void AcceptAll(Socket listener)
    {
        while (true)
        {
            Socket socket = null;
            try
            {
                socket = listener.Accept();
                string peer = Common.Show((IPEndPoint)socket.RemoteEndPoint);
                socket.Blocking = false;
                Guests.Add(socket, new Guest(socket, peer, Now));
                Common.Say("connected " + peer + " (active " + Guests.Count + ")");
                GoOn(socket, false);
            }
            catch (SocketException e)
            {
                if (socket != null)
                {
                    socket.Close(); // gone already: there is no other end that could have an address
                    continue;
                }
                if (e.SocketErrorCode == SocketError.WouldBlock)
                    return;
                Common.Report("cannot accept: " + e.Message);
                retry = Now + Pause; // whoever waits there would be told of again and again
                return;
            }
        }
    }

    /// <summary>Lets a guest go on; it goes if that fails, or if everything is said.</summary>
    static void GoOn(Socket socket, bool canRead)
    {
        Guest guest;
        if (!Guests.TryGetValue(socket, out guest))
            return; // gone in the same turn
        try
        {
            guest.GoOn(canRead, Now);
            if (!guest.IsDone)
                return;
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            Common.Report(guest.Peer + ": " + e.Message);
        }
        Part(guest);
    }

    static void Part(Guest guest)
    {
        Guests.Remove(guest.Socket);
        guest.Socket.Close();
        Common.Say("disconnected " + guest.Peer + " (active " + Guests.Count + ")");
        retry = null; // there is a descriptor again
    }

    static void SendAwayTheSilent(long idle)
    {
        foreach (Guest guest in new List<Guest>(Guests.Values))
        {
            if (!(guest.Due(idle) <= Now))
                continue;
            try
            {
                guest.SendAway(Now);
                if (!guest.IsDone)
                    continue;
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                Common.Report(guest.Peer + ": " + e.Message);
            }
            Part(guest);
        }
    }
}
