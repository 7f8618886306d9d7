// Receives into a buffer of eight bytes, to show what becomes of a longer datagram.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab2SmallBuffer
{
    static void Main(string[] args)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0])));
        Console.WriteLine("listening on " + socket.LocalEndPoint);
// ANCHOR: receive
        var buffer = new byte[8];
        while (true)
        {
            EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
            int count = socket.ReceiveFrom(buffer, ref sender);
            Console.WriteLine(count + " bytes: \"" + Encoding.UTF8.GetString(buffer, 0, count) + "\"");
        }
// ANCHOR_END: receive
    }
}
