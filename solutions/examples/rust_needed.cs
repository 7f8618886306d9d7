// The same as in `rust_needed.rs`: what the Rust of the labs is in C#.
using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;

static class RustNeeded
{
// ANCHOR: result
    static int Port(string word)
    {
        ushort port;
        if (!ushort.TryParse(word, out port))
            throw new FormatException("a port is a number from 0 to 65535");
        if (port < 1024)
            throw new ArgumentException("port " + port + " is the administrator's");
        return port;
    }
// ANCHOR_END: result

// ANCHOR: match
    static string Told(Func<int> read)
    {
        try
        {
            int count = read();
            return count == 0 ? "the end of the stream" : count + " bytes";
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock)
        {
            return "nothing yet";
        }
        catch (SocketException error)
        {
            return "broken: " + error.Message;
        }
    }
// ANCHOR_END: match

// ANCHOR: drop
    sealed class Guest : IDisposable
    {
        public readonly string Name;
        public Guest(string name) { Name = name; }
        public void Dispose() { Console.WriteLine(Name + " leaves"); }
    }

    static void Visit()
    {
        using (new Guest("ann"))
        {
            using (var bob = new Guest("bob"))
                Console.WriteLine("hello, " + bob.Name);
            Console.WriteLine("the end of visit");
        }
    }
// ANCHOR_END: drop

// ANCHOR: slices
    static void Slices()
    {
        Stream stream = new MemoryStream(Encoding.UTF8.GetBytes("hello"));
        var buffer = new byte[4];
        int length = stream.Read(buffer, 0, buffer.Length);
        Console.WriteLine(length + " bytes: [" + string.Join(", ", buffer) + "]");
        Console.WriteLine("as text: " + Encoding.UTF8.GetString(buffer, 0, length));
    }
// ANCHOR_END: slices

// ANCHOR: closures
    static void Closures()
    {
        string name = "ann";
        var thread = new Thread(() => Console.WriteLine("a thread knows " + name));
        thread.Start();
        thread.Join();
    }
// ANCHOR_END: closures

    static void Main()
    {
        foreach (string word in new[] { "4000", "80", "abc" })
        {
            try
            {
                Console.WriteLine("port " + Port(word));
            }
            catch (Exception error)
            {
                Console.WriteLine("error: " + error.Message);
            }
        }
        Func<int> later = () => { throw new SocketException((int)SocketError.WouldBlock); };
        foreach (Func<int> read in new Func<int>[] { () => 0, () => 12, later })
            Console.WriteLine(Told(read));
        Visit();
        Slices();
        Closures();
    }
}
