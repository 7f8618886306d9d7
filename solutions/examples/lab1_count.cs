// A server that counts: each client gets the number of bytes that it has sent.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab1Count
{
    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: socket
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
// ANCHOR_END: socket
// ANCHOR: bind
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
// ANCHOR_END: bind
// ANCHOR: listen
        listener.Listen(128);
        Console.WriteLine("listening on " + listener.LocalEndPoint);
// ANCHOR_END: listen
// ANCHOR: serve
        while (true)
        {
            using (Socket connection = listener.Accept())
            {
                EndPoint peer = connection.RemoteEndPoint;
                try
                {
                    Console.WriteLine(peer + " has sent " + Count(connection) + " bytes");
                }
                catch (SocketException error)
                {
                    Console.Error.WriteLine("error: " + peer + ": " + error.Message);
                }
            }
        }
// ANCHOR_END: serve
    }

// ANCHOR: count
    /// <summary>Counts what a client sends until it has finished, and tells it.</summary>
    static int Count(Socket connection)
    {
        var buffer = new byte[4096];
        int length, total = 0;
        while ((length = connection.Receive(buffer)) > 0) // 0 is the end of the stream
            total += length;
        byte[] answer = Encoding.UTF8.GetBytes(total + " bytes\n");
        int sent = 0;
        while (sent < answer.Length) // one Send may take only a part
            sent += connection.Send(answer, sent, answer.Length - sent, SocketFlags.None);
        return total;
    }
// ANCHOR_END: count
}
