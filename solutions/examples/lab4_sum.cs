// A server that adds: numbers come, each ended by a semicolon, and after each it prints the sum.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab4Sum
{
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);
        while (true)
        {
            using (Socket connection = listener.AcceptSocket())
            {
                try
                {
                    Add(connection);
                }
                catch (Exception error) when (
                    error is SocketException || error is IOException || error is FormatException || error is OverflowException)
                {
                    Console.Error.WriteLine("error: " + error.Message);
                }
            }
        }
    }

// ANCHOR: add
    /// <summary>Adds the numbers of one client.</summary>
    static void Add(Socket connection)
    {
        var rest = new List<byte>(); // what has come, and has no semicolon yet
        ulong sum = 0;
        var buffer = new byte[4096];
        int length;
        while ((length = connection.Receive(buffer)) > 0)
        {
            rest.AddRange(new ArraySegment<byte>(buffer, 0, length));
            int end;
            while ((end = rest.IndexOf((byte)';')) >= 0)
            {
                string number = Encoding.UTF8.GetString(rest.ToArray(), 0, end);
                rest.RemoveRange(0, end + 1);
                sum += uint.Parse(number);
                Console.WriteLine("sum " + sum);
            }
        }
        if (rest.Count > 0)
            throw new EndOfStreamException("the stream has ended in the middle of a number");
    }
// ANCHOR_END: add
}
