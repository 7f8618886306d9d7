// Lab 3's client as one would write it first: it takes a read for an answer, and any error ends it.
using System;
using System.Net.Sockets;
using System.Text;

static class Lab3NaiveClient
{
    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: talk
        Socket connection = new TcpClient("127.0.0.1", port).Client;
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            connection.Send(Encoding.UTF8.GetBytes(line + "\n"));
            var buffer = new byte[1024];
            int length = connection.Receive(buffer);
            string answer = Encoding.UTF8.GetString(buffer, 0, length);
            Console.WriteLine("answer to " + line + ": " + answer.TrimEnd());
        }
// ANCHOR_END: talk
    }
}
