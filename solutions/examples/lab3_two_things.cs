// Waits for the keyboard and for a server: says how long each typed line is, and ends as soon as one of the two does.
using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

static class Lab3TwoThings
{
// ANCHOR: wait
    static readonly BlockingCollection<string> Typed = new BlockingCollection<string>();

    /// <summary>A thread of its own.</summary>
    static void ReadKeyboard()
    {
        string line;
        while ((line = Console.ReadLine()) != null)
            Typed.Add(line);
        Typed.CompleteAdding();
    }

    /// <summary>The next typed line; null as soon as the server goes or says something, or stdin has ended.</summary>
    static string NextLine(Socket server)
    {
        string line;
        while (!Typed.TryTake(out line, 50))
        {
            if (Typed.IsCompleted || server.Poll(0, SelectMode.SelectRead))
                return null;
        }
        return line;
    }
// ANCHOR_END: wait

    static void Main(string[] args)
    {
        using (var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            server.Connect(IPAddress.Loopback, int.Parse(args[0]));
            new Thread(ReadKeyboard) { Name = "keyboard", IsBackground = true }.Start();
            string line;
            while ((line = NextLine(server)) != null)
                Console.WriteLine(Encoding.UTF8.GetByteCount(line) + " bytes");
        }
        Console.WriteLine("one of the two has ended");
    }
}
