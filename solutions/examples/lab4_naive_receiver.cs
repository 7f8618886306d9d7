// The receiver without framing: it rests, and takes what a read brings for a message.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

static class Lab4NaiveReceiver
{
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);
        Socket connection = listener.AcceptSocket();
// ANCHOR: receive
        var buffer = new byte[4096];
        while (true)
        {
            Thread.Sleep(500);
            int length = connection.Receive(buffer);
            if (length == 0)
                break;
            int shown = Math.Min(length, 30);
            string beginning = Encoding.UTF8.GetString(buffer, 0, shown);
            string end = Encoding.UTF8.GetString(buffer, length - shown, shown);
            Console.WriteLine("one read, " + length + " bytes: " + beginning + " ... " + end);
        }
// ANCHOR_END: receive
    }
}
