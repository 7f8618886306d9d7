// What all the programs share: arguments, addresses, and what is said on stdout and stderr.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

/// <summary>Arguments that make no sense: a usage line, and exit status 2.</summary>
public sealed class UsageException : Exception
{
    public UsageException(string usage) : base(usage) { }
}

/// <summary>Whatever else ends a program: an error line, and exit status 1.</summary>
public sealed class FailureException : Exception
{
    public FailureException(string message) : base(message) { }
}

/// <summary>A connection that a server has accepted.</summary>
public sealed class Client
{
    public readonly Socket Socket;
    /// <summary>The address of the other end, as it is printed.</summary>
    public readonly string Peer;

    public Client(Socket socket, string peer)
    {
        Socket = socket;
        Peer = peer;
    }
}

public static class Common
{
    // `false`: no byte-order mark. Encoding.UTF8 would put one before the first line.
    static readonly Encoding Utf8 = new UTF8Encoding(false);
    static readonly TextWriter Out = Writer(Console.OpenStandardOutput());
    static readonly TextWriter Error = Writer(Console.OpenStandardError());

    static TextWriter Writer(Stream stream)
    {
        // Flushed after every line; synchronised, for a StreamWriter is for one thread at a time.
        return TextWriter.Synchronized(new StreamWriter(stream, Utf8) { AutoFlush = true, NewLine = "\n" });
    }

    /// <summary>Runs a program, and makes an exit status of how it ends.</summary>
    public static int Run(Action program)
    {
        try
        {
            program();
            return 0;
        }
        catch (UsageException e)
        {
            Error.WriteLine("usage: " + e.Message);
            return 2;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            Report(e.Message);
            return 1;
        }
    }

    /// <summary>Whether that is something that happens on a network, and no mistake in the program.</summary>
    public static bool IsTrouble(Exception e)
    {
        // A NetworkStream throws IOException, a Socket SocketException, and either throws
        // ObjectDisposedException where another thread has closed it.
        return e is SocketException || e is IOException || e is ObjectDisposedException || e is FailureException;
    }

    /// <summary>Prints a line at once.</summary>
    public static void Say(string line)
    {
        Out.WriteLine(line);
    }

    /// <summary>Prints what went wrong. The program goes on.</summary>
    public static void Report(string problem)
    {
        Error.WriteLine("error: " + problem);
    }

    public static string Text(byte[] bytes)
    {
        return Text(bytes, bytes.Length);
    }

    /// <summary>Bytes as text; those that are not UTF-8 become U+FFFD.</summary>
    public static string Text(byte[] bytes, int count)
    {
        return Utf8.GetString(bytes, 0, count);
    }

    public static byte[] Bytes(string text)
    {
        return Utf8.GetBytes(text);
    }

    /// <summary>IP:PORT, with an IPv6 address in brackets.</summary>
    public static string Show(IPEndPoint address)
    {
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? "[" + address.Address + "]:" + address.Port
            : address.Address + ":" + address.Port;
    }

    /// <summary>The arguments PORT [HOST] of a server, as the address to bind.</summary>
    static IPEndPoint ServerAddress(string name, string[] args)
    {
        if (args.Length < 1 || args.Length > 2)
            throw new UsageException(name + " PORT [HOST]");
        int port = Port(args[0], name + " PORT [HOST]");
        return Addresses(args.Length == 2 ? args[1] : "127.0.0.1", port)[0];
    }

    /// <summary>Refuses arguments that are not PORT [HOST].</summary>
    public static void CheckServerArguments(string name, string[] args)
    {
        ServerAddress(name, args);
    }

    /// <summary>All addresses that the arguments HOST PORT of a client stand for.</summary>
    public static List<IPEndPoint> ClientAddresses(string name, string[] args, string more = "")
    {
        string host;
        int port;
        ClientArguments(name, args, more, out host, out port);
        return Addresses(host, port);
    }

    /// <summary>The arguments HOST PORT of a client, and as many words as `more` has.</summary>
    public static void ClientArguments(string name, string[] args, string more, out string host, out int port)
    {
        string usage = name + " HOST PORT" + (more == "" ? "" : " " + more);
        if (args.Length != (more == "" ? 2 : 3) || args[0] == "")
            throw new UsageException(usage);
        host = args[0];
        port = Port(args[1], usage);
    }

    static int Port(string word, string usage)
    {
        int port;
        // NumberStyles.None: digits, and neither signs nor blanks.
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65535)
            throw new UsageException(usage);
        return port;
    }

    public static List<IPEndPoint> Addresses(string host, int port)
    {
        var found = new List<IPEndPoint>();
        IPAddress literal; // Dns would refuse 0.0.0.0 and ::
        if (IPAddress.TryParse(host, out literal))
            return new List<IPEndPoint> { new IPEndPoint(literal, port) };
        try
        {
            foreach (IPAddress address in Dns.GetHostAddresses(host))
                found.Add(new IPEndPoint(address, port));
        }
        catch (Exception e) when (e is SocketException || e is ArgumentException)
        {
            // An ArgumentException: no host can have such a name.
        }
        if (found.Count == 0)
            throw new FailureException("cannot resolve " + host);
        return found;
    }

    // ANCHOR: open-server
    /// <summary>A socket that clients can reach.</summary>
    public static Socket OpenServer(string name, string[] args, SocketType type = SocketType.Stream)
    {
        IPEndPoint address = ServerAddress(name, args);
        try
        {
            var server = new Socket(address.AddressFamily, type, ProtocolType.Unspecified);
            // SO_REUSEADDR is set without a word. TCP wants that; with UDP it would let two servers share a port.
            if (type == SocketType.Dgram)
                server.ExclusiveAddressUse = true;
            server.Bind(address);
            if (type == SocketType.Stream)
                server.Listen(100);
            // Not the address that was asked for: port 0 means any, and here is which one it became.
            Say("listening on " + Show((IPEndPoint)server.LocalEndPoint));
            return server;
        }
        catch (SocketException e)
        {
            throw new FailureException("cannot listen on " + Show(address) + ": " + e.Message);
        }
    }
    // ANCHOR_END: open-server

    /// <summary>The clients of a server, one after the other, for ever.</summary>
    public static IEnumerable<Client> Clients(Socket server)
    {
        while (true)
        {
            Client client = Accept(server);
            if (client != null)
                yield return client;
        }
    }

    static Client Accept(Socket server)
    {
        Socket socket = null;
        try
        {
            socket = server.Accept();
            return new Client(socket, Show((IPEndPoint)socket.RemoteEndPoint));
        }
        catch (SocketException e)
        {
            Report("cannot accept: " + e.Message);
            if (socket != null)
                socket.Close(); // gone already: there is no other end that could have an address
            else
                Thread.Sleep(50); // out of descriptors, say: that does not pass by itself in no time
            return null;
        }
    }

    // ANCHOR: connect
    /// <summary>A connection to the first address that takes one.</summary>
    public static Socket Connect(List<IPEndPoint> addresses)
    {
        string problem = "no address";
        foreach (IPEndPoint address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(address);
                return socket;
            }
            catch (SocketException e)
            {
                socket.Close();
                problem = Show(address) + ": " + e.Message;
            }
        }
        throw new FailureException("cannot connect to " + problem);
    }
    // ANCHOR_END: connect

    // ANCHOR: send-all
    /// <summary>Sends all of it: Send() says how much it has taken.</summary>
    public static void SendAll(Socket socket, byte[] bytes, int count)
    {
        for (int sent = 0; sent < count;)
            sent += socket.Send(bytes, sent, count - sent, SocketFlags.None);
    }
    // ANCHOR_END: send-all

    /// <summary>Sends a message, says that this was all, and gives everything that the server sends until it closes.</summary>
    public static byte[] Ask(Socket socket, byte[] message)
    {
        SendAll(socket, message, message.Length);
        socket.Shutdown(SocketShutdown.Send);
        var reply = new MemoryStream();
        var buffer = new byte[65536];
        int count;
        while ((count = socket.Receive(buffer)) > 0)
            reply.Write(buffer, 0, count);
        return reply.ToArray();
    }

    /// <summary>The next line of stdin, as bytes without the newline; null at the end.</summary>
    /// <remarks>Console.ReadLine() would make text of it, and bytes that are not UTF-8 would be lost.</remarks>
    public static byte[] ReadLine(Stream input)
    {
        int next = input.ReadByte();
        if (next < 0)
            return null;
        var line = new MemoryStream();
        for (; next >= 0 && next != '\n'; next = input.ReadByte())
            line.WriteByte((byte)next);
        return line.ToArray();
    }

    public static Stream OpenStdin()
    {
        return new BufferedStream(Console.OpenStandardInput());
    }

    /// <summary>a to z become A to Z, and every other byte stays.</summary>
    public static void UpperCase(byte[] bytes, int count)
    {
        for (int i = 0; i < count; i++)
            if (bytes[i] >= 'a' && bytes[i] <= 'z')
                bytes[i] -= 'a' - 'A';
    }
}
