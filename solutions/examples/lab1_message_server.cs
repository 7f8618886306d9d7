// A one-shot server: it takes one message from one client, prints who said what, and ends.
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab1MessageServer
{
    static int Main(string[] args)
    {
// ANCHOR: arguments
        if (args.Length < 1)
        {
            Console.Error.WriteLine("usage: lab1_message_server PORT [HOST]");
            return 1;
        }
        ushort port;
        if (!ushort.TryParse(args[0], out port))
        {
            Console.Error.WriteLine(args[0] + " is not a port: a number from 0 to 65535");
            return 1;
        }
        IPAddress host = IPAddress.Parse(args.Length > 1 ? args[1] : "127.0.0.1");
// ANCHOR_END: arguments

// ANCHOR: serve
        var listener = new TcpListener(host, port);
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);

        using (TcpClient client = listener.AcceptTcpClient())
        {
            var message = new MemoryStream();
            client.GetStream().CopyTo(message); // all of it: up to the end of stream
            string text = Encoding.UTF8.GetString(message.ToArray());
            Console.WriteLine(client.Client.RemoteEndPoint + " said: " + text);
        }
        return 0;
// ANCHOR_END: serve
    }
}
