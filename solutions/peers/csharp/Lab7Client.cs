// Lab 7, the client: one loop over the keyboard and the connection.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

/// <summary>
/// The keyboard as a socket: Socket.Select knows nothing else. A thread reads, and for each line there is a byte to be
/// received here.
/// </summary>
sealed class Keyboard
{
    const int Ahead = 64; // lines that may wait

    public readonly Socket Bell;
    readonly Socket ringer;
    readonly BlockingCollection<byte[]> lines = new BlockingCollection<byte[]>(Ahead);

    public Keyboard()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        ringer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ringer.Connect(listener.LocalEndPoint);
        ringer.NoDelay = true;
        Bell = listener.Accept();
        listener.Close();
        // IsBackground: the program may end while this thread waits for the keyboard.
        new Thread(Read) { IsBackground = true, Name = "keyboard" }.Start();
    }

    void Read()
    {
        Stream input = Common.OpenStdin();
        byte[] line;
        do
        {
            line = Common.ReadLine(input);
            lines.Add(line ?? new byte[0]);
            ringer.Send(new byte[] { (byte)(line == null ? 0 : 1) });
        } while (line != null);
    }

    /// <summary>The next line, after the bell has rung; null at the end of stdin.</summary>
    public byte[] Next()
    {
        var kind = new byte[1];
        Bell.Receive(kind);
        byte[] line = lines.Take();
        return kind[0] == 0 ? null : line;
    }
}

static class Lab7Client
{
    static readonly Inbox Inbox = new Inbox();
    static readonly Outbox Outbox = new Outbox();
    static readonly byte[] Piece = new byte[65536];
    static int sent, acknowledged;
    static bool isFinished, isShut; // nothing more is going to be sent; and the sending side is closed

    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    static void Talk(string[] args)
    {
        Socket socket = Common.Connect(Common.ClientAddresses("lab7-client", args));
        socket.Blocking = false;
        var keyboard = new Keyboard();
        Exception trouble = null;
        try
        {
            while (Turn(socket, keyboard)) { }
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            trouble = e;
        }
        if (acknowledged < sent)
            throw new FailureException(sent - acknowledged + " messages unacknowledged");
        if (trouble != null)
            throw new FailureException(trouble.Message);
        if (!isFinished)
            throw new FailureException("the server has closed the connection");
    }

    // ANCHOR: turn
    /// <summary>Waits once, and goes on with whatever can. False once the server has closed.</summary>
    static bool Turn(Socket socket, Keyboard keyboard)
    {
        var readable = new List<Socket> { socket };
        if (!isFinished && !Outbox.IsFull)
            readable.Add(keyboard.Bell);
        var writable = new List<Socket>();
        if (!Outbox.IsEmpty)
            writable.Add(socket);
        Socket.Select(readable, writable, null, -1);
        if (readable.Contains(socket) && !Receive(socket))
            return false;
        if (readable.Contains(keyboard.Bell))
            ReadKeyboard(keyboard);
        Outbox.Send(socket);
        if (isFinished && Outbox.IsEmpty && !isShut)
        {
            isShut = true;
            socket.Shutdown(SocketShutdown.Send);
        }
        return true;
    }
    // ANCHOR_END: turn

    static bool Receive(Socket socket)
    {
        SocketError error;
        int count = socket.Receive(Piece, 0, Piece.Length, SocketFlags.None, out error);
        if (error == SocketError.WouldBlock)
            return true;
        if (error != SocketError.Success)
            throw new SocketException((int)error);
        Inbox.Put(Piece, count);
        foreach (byte[] payload in Inbox.Take())
        {
            string answer = Common.Text(payload);
            Common.Say("ack: " + answer);
            if (answer.StartsWith("received: ", StringComparison.Ordinal) || answer == "bye")
                acknowledged++;
        }
        if (count == 0 && !Inbox.IsEmpty)
            throw new FailureException("connection closed mid-frame");
        return count > 0;
    }

    static void ReadKeyboard(Keyboard keyboard)
    {
        byte[] line = keyboard.Next();
        isFinished = line == null || Common.Text(line) == "/bye";
        if (line == null)
            return;
        sent++;
        Outbox.Put(line);
    }
}
