// Lab 3's server as one would write it first: it takes a read for a line, and any error ends it.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab3NaiveServer
{
    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: serve
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);
        while (true)
        {
            Socket connection = listener.AcceptSocket();
            var buffer = new byte[1024];
            int length;
            while ((length = connection.Receive(buffer)) > 0)
            {
                string line = Encoding.UTF8.GetString(buffer, 0, length);
                Console.WriteLine("received: " + line.TrimEnd());
                connection.Send(Encoding.UTF8.GetBytes("accepted\n"));
            }
            connection.Close();
        }
// ANCHOR_END: serve
    }
}
