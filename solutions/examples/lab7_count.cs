// The server of lab 1 that counts, for many clients at once: one loop, and no thread.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;

// ANCHOR: client
/// <summary>A client, and how far it is.</summary>
sealed class Client
{
    public readonly Socket Connection;
    int total;   // so many bytes have come
    byte[] rest; // what is still to be told, once it has finished

    public Client(Socket connection) { Connection = connection; }
// ANCHOR_END: client

// ANCHOR: go-on
    /// <summary>Goes on as far as it goes without waiting.</summary>
    public void GoOn()
    {
        if (rest == null)
        {
            int length = Connection.Receive(new byte[4096]);
            total += length;
            if (length == 0)
                rest = Encoding.UTF8.GetBytes(total + " bytes\n");
        }
        else
        {
            int taken = Connection.Send(rest);
            rest = rest.Skip(taken).ToArray();
        }
    }
// ANCHOR_END: go-on

// ANCHOR: interest
    public bool WantsToRead { get { return rest == null; } }
    public bool WantsToWrite { get { return rest != null && rest.Length > 0; } }
// ANCHOR_END: interest
}

static class Lab7Count
{
    static readonly Dictionary<Socket, Client> Clients = new Dictionary<Socket, Client>();

    static void Main(string[] args)
    {
// ANCHOR: listen
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0])));
        listener.Listen(128);
        listener.Blocking = false;
        Console.WriteLine("listening on " + listener.LocalEndPoint);
// ANCHOR_END: listen
// ANCHOR: loop
        while (true)
        {
            List<Socket> reading = Clients.Values.Where(c => c.WantsToRead).Select(c => c.Connection).ToList();
            List<Socket> writing = Clients.Values.Where(c => c.WantsToWrite).Select(c => c.Connection).ToList();
            reading.Add(listener);
            Socket.Select(reading, writing, null, -1); // what can't go on is taken off the lists
            foreach (Socket ready in reading.Concat(writing))
            {
                if (ready == listener)
                {
                    Socket connection = listener.Accept();
                    connection.Blocking = false;
                    Clients.Add(connection, new Client(connection));
                }
                else
                    GoOn(Clients[ready]);
            }
        }
// ANCHOR_END: loop
    }

// ANCHOR: over
    /// <summary>Lets a client go on. It is closed when that fails, or when all is said.</summary>
    static void GoOn(Client client)
    {
        try
        {
            client.GoOn();
            if (client.WantsToRead || client.WantsToWrite)
                return;
        }
        catch (SocketException error)
        {
            if (error.SocketErrorCode == SocketError.WouldBlock)
                return; // not now
        }
        Clients.Remove(client.Connection);
        client.Connection.Close();
    }
// ANCHOR_END: over
}
