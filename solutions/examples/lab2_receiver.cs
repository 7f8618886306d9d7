// A receiver that only receives: it prints each datagram and who has sent it, and never answers.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab2Receiver
{
    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: receive
        var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, port));
        Console.WriteLine("listening on " + receiver.LocalEndPoint);

        var buffer = new byte[65536];
        while (true)
        {
            EndPoint peer = new IPEndPoint(IPAddress.Any, 0);
            int length = receiver.ReceiveFrom(buffer, ref peer);
            Console.WriteLine(peer + " said: " + Encoding.UTF8.GetString(buffer, 0, length).TrimEnd());
        }
// ANCHOR_END: receive
    }
}
