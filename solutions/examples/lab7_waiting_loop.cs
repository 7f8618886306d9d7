// A server with one loop that waits in the wrong places: whoever stands still in the middle of something holds up all.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab7WaitingLoop
{
    static readonly Dictionary<Socket, EndPoint> Guests = new Dictionary<Socket, EndPoint>();

    static void Main(string[] args)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0])));
        listener.Listen(128);
        Console.WriteLine("listening on " + listener.LocalEndPoint);
// ANCHOR: loop
        while (true)
        {
            List<Socket> reading = Guests.Keys.Append(listener).ToList();
            Socket.Select(reading, null, null, -1); // what can't be read is taken off the list
            foreach (Socket ready in reading)
            {
                if (ready == listener)
                {
                    Socket connection = listener.Accept();
                    Guests.Add(connection, connection.RemoteEndPoint);
                    Console.WriteLine("connected " + Guests[connection] + " (active " + Guests.Count + ")");
                    Send(connection, "Welcome, you are connected to the server");
                }
                else if (!Serve(ready))
                {
                    EndPoint peer = Guests[ready];
                    Guests.Remove(ready);
                    Console.WriteLine("disconnected " + peer + " (active " + Guests.Count + ")");
                    ready.Close();
                }
            }
        }
// ANCHOR_END: loop
    }

    /// <summary>Serves whoever can be read from; whether the guest stays.</summary>
    static bool Serve(Socket guest)
    {
        try
        {
            return Answer(guest);
        }
        catch (Exception error) when (error is SocketException || error is IOException)
        {
            Console.Error.WriteLine("error: " + Guests[guest] + ": " + error.Message);
            return false;
        }
    }

// ANCHOR: answer
    static bool Answer(Socket guest)
    {
        string message = Read(guest);
        if (message == null)
            return false;
        Console.WriteLine(Guests[guest] + ": " + message);
        Send(guest, "received: " + message);
        return true;
    }
// ANCHOR_END: answer

    /// <summary>The payload of the next frame; null if the stream ends before it begins.</summary>
    static string Read(Socket guest)
    {
        byte[] header = Exactly(guest, 4);
        if (header.Length == 0)
            return null;
        int length = header.Length < 4 ? -1 : IPAddress.NetworkToHostOrder(BitConverter.ToInt32(header, 0));
        if (length < 0 || length > 1048576)
            throw new IOException("a bad frame");
        return Encoding.UTF8.GetString(Exactly(guest, length));
    }

    /// <summary>So many bytes, in however many pieces they come; fewer only if the stream ends.</summary>
    static byte[] Exactly(Socket guest, int count)
    {
        var bytes = new byte[count];
        int length = 0, came = 1;
        while (length < count && came > 0)
        {
            came = guest.Receive(bytes, length, count - length, SocketFlags.None);
            length += came;
        }
        return bytes.Take(length).ToArray();
    }

    static void Send(Socket guest, string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        byte[] header = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(payload.Length));
        byte[] frame = header.Concat(payload).ToArray();
        for (int sent = 0; sent < frame.Length;)
            sent += guest.Send(frame, sent, frame.Length - sent, SocketFlags.None);
    }
}
