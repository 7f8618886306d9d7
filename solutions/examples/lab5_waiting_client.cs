// A client that waits: it sends a line only when the one before has been answered.
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab5WaitingClient
{
    static void Main(string[] args)
    {
        NetworkStream stream = new TcpClient(args[0], int.Parse(args[1])).GetStream();
// ANCHOR: loop
        var answers = new BinaryReader(stream);
        PrintNext(answers);
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            Send(stream, Encoding.UTF8.GetBytes(line));
            PrintNext(answers);
        }
// ANCHOR_END: loop
    }

    static void Send(Stream stream, byte[] payload)
    {
        var frame = new byte[4 + payload.Length];
        BitConverter.GetBytes(IPAddress.HostToNetworkOrder(payload.Length)).CopyTo(frame, 0);
        payload.CopyTo(frame, 4);
        stream.Write(frame, 0, frame.Length);
    }

    /// <summary>Waits for a frame and prints it.</summary>
    static void PrintNext(BinaryReader answers)
    {
        int length = IPAddress.NetworkToHostOrder(answers.ReadInt32());
        Console.WriteLine("ack: " + Encoding.UTF8.GetString(answers.ReadBytes(length)));
    }
}
