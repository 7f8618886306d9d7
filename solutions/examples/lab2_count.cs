// The server that counts, over UDP: each datagram is answered by one that says how many bytes it had.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab2Count
{
    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: serve
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, port));
        Console.WriteLine("listening on " + server.LocalEndPoint);

        var buffer = new byte[65536];
        while (true)
        {
            EndPoint peer = new IPEndPoint(IPAddress.Any, 0); // the sender's address comes in its place
            int length = server.ReceiveFrom(buffer, ref peer);
            Console.WriteLine(peer + " has sent " + length + " bytes");
            server.SendTo(Encoding.UTF8.GetBytes(length + " bytes\n"), peer);
        }
// ANCHOR_END: serve
    }
}
