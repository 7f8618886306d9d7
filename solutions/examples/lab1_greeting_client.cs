// A client for the greeting server: it sends what is typed, line by line, until `/bye`.
using System;
using System.IO;
using System.Net.Sockets;

static class Lab1GreetingClient
{
    static void Main(string[] args)
    {
// ANCHOR: talk
        using (var client = new TcpClient("127.0.0.1", int.Parse(args[0])))
        using (NetworkStream stream = client.GetStream())
        {
            Console.WriteLine(new StreamReader(stream).ReadLine());

            var writer = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
            string line;
            while ((line = Console.ReadLine()) != null)
            {
                writer.WriteLine(line);
                if (line == "/bye")
                    break;
            }
        }
// ANCHOR_END: talk
    }
}
