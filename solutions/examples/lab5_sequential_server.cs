// The server of lab 5 without threads: right for one client, and nobody else is served meanwhile.
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab5SequentialServer
{
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);
// ANCHOR: loop
        while (true)
        {
            using (TcpClient client = listener.AcceptTcpClient())
            {
                EndPoint peer = client.Client.RemoteEndPoint;
                Console.WriteLine("connected " + peer + " (active 1)");
                try
                {
                    Serve(client.GetStream(), peer);
                }
                catch (IOException error)
                {
                    Console.Error.WriteLine("error: " + error.Message);
                }
                Console.WriteLine("disconnected " + peer + " (active 0)");
            }
        }
// ANCHOR_END: loop
    }

    static void Serve(NetworkStream stream, EndPoint peer)
    {
        var reader = new BinaryReader(stream);
        Send(stream, "Welcome, you are connected to the server");
        byte[] header;
        while ((header = reader.ReadBytes(4)).Length == 4)
        {
            int length = IPAddress.NetworkToHostOrder(BitConverter.ToInt32(header, 0));
            string message = Encoding.UTF8.GetString(reader.ReadBytes(length));
            Console.WriteLine(peer + ": " + message);
            Send(stream, "received: " + message);
        }
    }

    static void Send(Stream stream, string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        var frame = new byte[4 + payload.Length];
        BitConverter.GetBytes(IPAddress.HostToNetworkOrder(payload.Length)).CopyTo(frame, 0);
        payload.CopyTo(frame, 4);
        stream.Write(frame, 0, frame.Length);
    }
}
