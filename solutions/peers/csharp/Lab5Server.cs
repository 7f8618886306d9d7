// Lab 5, the server: a thread for each client.
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;

static class Lab5Server
{
    const int StackSize = 256 * 1024; // bytes; a thousand stacks of the usual 8 MiB would be a lot

    static readonly object Lock = new object();
    static int active;

    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    // ANCHOR: serve
    static void Serve(string[] args)
    {
        foreach (Client client in Common.Clients(Common.OpenServer("lab5-server", args)))
        {
            Count("connected", client.Peer, 1);
            new Thread(() => ServeOne(client), StackSize) { IsBackground = true, Name = client.Peer }.Start();
        }
    }

    static void Count(string what, string peer, int change)
    {
        lock (Lock) // two threads that read, add and write at once could lose a client
        {
            active += change;
            Common.Say(what + " " + peer + " (active " + active + ")");
        }
    }

    static void ServeOne(Client client)
    {
        try
        {
            using (Stream stream = new NetworkStream(client.Socket, true))
                Talk(stream, client.Peer);
        }
        catch (Exception e) when (Common.IsTrouble(e))
        {
            Common.Report(client.Peer + ": " + e.Message);
        }
        finally
        {
            Count("disconnected", client.Peer, -1);
        }
    }
    // ANCHOR_END: serve

    // ANCHOR: talk
    static void Talk(Stream stream, string peer)
    {
        Frames.Write(stream, Common.Bytes("Welcome, you are connected to the server"));
        byte[] message;
        while ((message = Frames.Read(stream)) != null)
        {
            string text = Common.Text(message);
            if (text == "/bye")
            {
                Frames.Write(stream, Common.Bytes("bye"));
                return;
            }
            Common.Say(peer + ": " + text);
            Frames.Write(stream, Common.Bytes("received: " + text));
        }
    }
    // ANCHOR_END: talk
}
