// Shows how a stream arrives: accepts one client and prints how many bytes each receive brought.
using System;
using System.Net;
using System.Net.Sockets;

static class Lab1Reads
{
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);

        Socket connection = listener.AcceptSocket();
// ANCHOR: reads
        var buffer = new byte[1024];
        int total = 0;
        while (true)
        {
            int count = connection.Receive(buffer);
            Console.WriteLine("a read brought " + count + " bytes");
            if (count == 0)
                break;
            total += count;
        }
        Console.WriteLine("end of stream after " + total + " bytes");
// ANCHOR_END: reads
    }
}
