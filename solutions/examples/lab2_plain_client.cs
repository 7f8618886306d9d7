// The plainest UDP client: one datagram out, one in. What it does not do is the point of it.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab2PlainClient
{
    static void Main(string[] args)
    {
        var server = new IPEndPoint(IPAddress.Parse(args[0]), int.Parse(args[1]));
        byte[] message = Encoding.UTF8.GetBytes(args[2]);
// ANCHOR: exchange
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.SendTo(message, server);
        Console.WriteLine("sent " + message.Length + " bytes");

        var reply = new byte[65536];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        int length = client.ReceiveFrom(reply, ref sender);
        Console.WriteLine("received: " + Encoding.UTF8.GetString(reply, 0, length));
// ANCHOR_END: exchange
    }
}
