// A chat in turns: the one who has connected begins, and then each types a line when it is their turn.
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;

static class Lab6Turns
{
    static void Main(string[] args)
    {
        string role = args[0];
        int port = int.Parse(args[1]);
// ANCHOR: begin
        TcpClient connection;
        bool isMine;
        if (role == "server")
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            Console.WriteLine("listening on " + listener.LocalEndpoint);
            connection = listener.AcceptTcpClient();
            isMine = false;
        }
        else
        {
            connection = new TcpClient("127.0.0.1", port);
            isMine = true;
        }
// ANCHOR_END: begin
        using (connection)
            TakeTurns(connection.GetStream(), isMine);
    }

// ANCHOR: turns
    static void TakeTurns(NetworkStream stream, bool isMine)
    {
        var heard = new StreamReader(stream);
        var sending = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
        while (true)
        {
            string line = isMine ? Console.ReadLine() : heard.ReadLine();
            if (line == null || isMine && line == "EXIT")
                return;
            if (isMine)
                sending.WriteLine(line);
            else
                Console.WriteLine(line);
            isMine = !isMine;
        }
    }
// ANCHOR_END: turns
}
