// A server for exactly one client: it greets, prints what it gets, and stops at `/bye`.
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab1GreetingServer
{
// ANCHOR: main
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);

        using (TcpClient client = listener.AcceptTcpClient())
        {
            EndPoint peer = client.Client.RemoteEndPoint;
            Console.WriteLine("connected " + peer);
            NetworkStream stream = client.GetStream();
            byte[] greeting = Encoding.UTF8.GetBytes("Hello! Say /bye when you are done.\n");
            stream.Write(greeting, 0, greeting.Length);

            var lines = new StreamReader(stream);
            string line;
            while ((line = lines.ReadLine()) != null && line != "/bye") // null is the end of the stream
                Console.WriteLine(line);
            Console.WriteLine("disconnected " + peer);
        }
    }
// ANCHOR_END: main
}
