// A web server for one page, to see what goes over the wire: it counts a visitor's visits with a cookie.
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class HttpServer
{
    static void Main(string[] args)
    {
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[0]));
        listener.Start();
        Console.WriteLine("listening on " + listener.LocalEndpoint);
        while (true)
        {
            using (TcpClient client = listener.AcceptTcpClient())
            {
                try
                {
                    Answer(client.GetStream());
                }
                catch (Exception error) when (
                    error is SocketException || error is IOException || error is FormatException || error is OverflowException)
                {
                    Console.Error.WriteLine("error: " + error.Message);
                }
            }
        }
    }

// ANCHOR: answer
    static void Answer(NetworkStream stream)
    {
        const string Cookie = "Cookie: visits=";
        var request = new StreamReader(stream);
        string first = request.ReadLine();
        if (first == null)
            throw new EndOfStreamException("the client has said nothing");
        Console.WriteLine(first);
        uint visits = 1;
        string header;
        // It ends at the empty line: there the head ends, and a GET has no body.
        while (!string.IsNullOrEmpty(header = request.ReadLine()))
        {
            if (header.StartsWith(Cookie, StringComparison.Ordinal))
                visits = uint.Parse(header.Substring(Cookie.Length)) + 1;
        }
        byte[] body = Encoding.UTF8.GetBytes("This is your visit number " + visits + ".\n");
        byte[] head = Encoding.UTF8.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.Length +
            "\r\nSet-Cookie: visits=" + visits + "\r\nConnection: close\r\n\r\n");
        stream.Write(head, 0, head.Length);
        stream.Write(body, 0, body.Length);
    }
// ANCHOR_END: answer
}
