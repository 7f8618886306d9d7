// Sends 2,000 datagrams to a receiver that is busy elsewhere, then counts how many are there.
using System;
using System.Net;
using System.Net.Sockets;

static class Lab2Flood
{
// ANCHOR: flood
    static void Main()
    {
        var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        var datagram = new byte[1000];
        for (int i = 0; i < 2000; i++)
            sender.SendTo(datagram, receiver.LocalEndPoint);

        var buffer = new byte[2048];
        int received = 0;
        receiver.Blocking = false; // from here on: take what is there, and do not wait for more
        try
        {
            while (true)
            {
                receiver.Receive(buffer);
                received++;
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock)
        {
            Console.WriteLine("sent 2000 datagrams without an error, received " + received);
        }
    }
// ANCHOR_END: flood
}
