// The server that counts in the short words of .NET, to set beside the long one.
// ANCHOR: all
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab1StdCount
{
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start(); // socket, bind and listen
        Console.WriteLine("listening on " + listener.LocalEndpoint);
        while (true)
        {
            using (TcpClient connection = listener.AcceptTcpClient())
            {
                EndPoint peer = connection.Client.RemoteEndPoint;
                try
                {
                    Console.WriteLine(peer + " has sent " + Count(connection.GetStream()) + " bytes");
                }
                catch (IOException error)
                {
                    Console.Error.WriteLine("error: " + peer + ": " + error.Message);
                }
            }
        }
    }

    static long Count(NetworkStream stream)
    {
        var message = new MemoryStream();
        stream.CopyTo(message); // the loop around Receive
        byte[] answer = Encoding.UTF8.GetBytes(message.Length + " bytes\n");
        stream.Write(answer, 0, answer.Length); // the loop around Send
        return message.Length;
    }
}
// ANCHOR_END: all
