// The sender without framing: a thousand numbered messages, as fast as it can.
using System;
using System.Net.Sockets;
using System.Text;

static class Lab4NaiveSender
{
    static void Main(string[] args)
    {
        string host = args[0];
        int port = int.Parse(args[1]);
// ANCHOR: send
        using (var client = new TcpClient(host, port))
        {
            NetworkStream stream = client.GetStream();
            for (int number = 1; number <= 1000; number++)
            {
                byte[] message = Encoding.UTF8.GetBytes("Message " + number);
                stream.Write(message, 0, message.Length);
            }
        }
        Console.WriteLine("sent 1000 messages");
// ANCHOR_END: send
    }
}
