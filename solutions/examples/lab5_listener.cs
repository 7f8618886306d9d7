// A listener: counts the bytes that a server sends, and says how many have come whenever Enter is pressed.
using System;
using System.Net.Sockets;
using System.Threading;

static class Lab5Listener
{
// ANCHOR: shared
    /// <summary>What both threads have to know.</summary>
    static readonly object Lock = new object();
    static int bytes, reads;
// ANCHOR_END: shared

    static void Main(string[] args)
    {
        var radio = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        radio.Connect(args[0], int.Parse(args[1]));
// ANCHOR: threads
        var keyboard = new Thread(() => TellAtEnter(radio)) { Name = "keyboard", IsBackground = true };
        keyboard.Start();
        Listen(radio);
        Console.WriteLine("the server has finished");
// ANCHOR_END: threads
    }

// ANCHOR: listen
    /// <summary>Counts what comes, until the end of the stream.</summary>
    static void Listen(Socket radio)
    {
        var piece = new byte[4096];
        int length;
        while ((length = radio.Receive(piece)) > 0) // waits, without the lock
        {
            lock (Lock)
            {
                bytes += length;
                reads += 1;
            }
        }
    }
// ANCHOR_END: listen

// ANCHOR: tell
    /// <summary>Says how much has come, at each Enter. At the end of stdin it says goodbye to the server.</summary>
    static void TellAtEnter(Socket radio)
    {
        while (Console.ReadLine() != null)
        {
            lock (Lock)
                Console.WriteLine(bytes + " bytes in " + reads + " reads");
        }
        try
        {
            radio.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has gone already.
        }
    }
// ANCHOR_END: tell
}
