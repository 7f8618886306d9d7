// Lab 1's echo server, turned from TCP to UDP call by call, buffer and all. What breaks is the point of it.
using System;
using System.Net;
using System.Net.Sockets;

static class Lab2EchoUdpServer
{
    static void Main(string[] args)
    {
// ANCHOR: serve
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0])));
        Console.WriteLine("listening on " + server.LocalEndPoint);

        var buffer = new byte[1024];
        while (true)
        {
            EndPoint peer = new IPEndPoint(IPAddress.Any, 0);
            int count = server.ReceiveFrom(buffer, ref peer);
            Console.WriteLine(count + " bytes from " + peer);
            server.SendTo(buffer, count, SocketFlags.None, peer);
        }
// ANCHOR_END: serve
    }
}
