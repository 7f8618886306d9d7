using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Labs
{
    /// <summary>Arguments that make no sense: exit status 2.</summary>
    public sealed class UsageException : Exception
    {
        public UsageException(string usage) : base(usage) { }
    }

    /// <summary>Something went wrong: exit status 1.</summary>
    public sealed class FailureException : Exception
    {
        public FailureException(string message) : base(message) { }
    }

    /// <summary>What server and client share.</summary>
    public static class Net
    {
        static readonly Encoding Utf8 = new UTF8Encoding(false);
        static readonly TextWriter Output = Writer(Console.OpenStandardOutput());
        static readonly TextWriter Errors = Writer(Console.OpenStandardError());

        static TextWriter Writer(Stream stream)
        {
            return new StreamWriter(stream, Utf8) { AutoFlush = true, NewLine = "\n" };
        }

        /// <summary>Runs the program and turns its exceptions into lines and exit statuses.</summary>
        public static int Run(string[] args, Action<string[]> program)
        {
            try
            {
                program(args);
                return 0;
            }
            catch (UsageException e)
            {
                Errors.WriteLine("usage: " + e.Message);
                return 2;
            }
            catch (FailureException e)
            {
                Report(e.Message);
            }
            catch (SocketException e)
            {
                Report(e.Message);
            }
            catch (IOException e)
            {
                Report(e.Message);
            }
            return 1;
        }

        public static void Say(string line)
        {
            Output.WriteLine(line);
        }

        public static void Report(string problem)
        {
            Errors.WriteLine("error: " + problem);
        }

        public static int Port(string text, int lowest, string usage)
        {
            int port;
            // NumberStyles.None: digits and nothing else
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
                || port < lowest || port > 65535)
                throw new UsageException(usage);
            return port;
        }

        public static string Show(IPEndPoint address)
        {
            return address.AddressFamily == AddressFamily.InterNetworkV6
                ? "[" + address.Address + "]:" + address.Port
                : address.Address + ":" + address.Port;
        }

        public static List<IPEndPoint> Resolve(string host, int port)
        {
            try
            {
                var found = new List<IPEndPoint>();
                IPAddress literal;
                if (IPAddress.TryParse(host, out literal))
                    found.Add(new IPEndPoint(literal, port));
                else
                    foreach (IPAddress address in Dns.GetHostAddresses(host))
                        found.Add(new IPEndPoint(address, port));
                if (found.Count > 0)
                    return found;
            }
            catch (SocketException)
            {
            }
            catch (ArgumentException) // no host can have such a name
            {
            }
            throw new FailureException("cannot resolve " + host);
        }

        static IPEndPoint ServerAddress(string name, string[] args)
        {
            string usage = name + " PORT [HOST]";
            if (args.Length < 1 || args.Length > 2 || (args.Length == 2 && args[1] == ""))
                throw new UsageException(usage);
            return Resolve(args.Length == 2 ? args[1] : "127.0.0.1", Port(args[0], 0, usage))[0];
        }

        public static Socket OpenServer(string name, string[] args, SocketType type)
        {
            IPEndPoint address = ServerAddress(name, args);
            try
            {
                var socket = new Socket(address.AddressFamily, type, ProtocolType.Unspecified);
                // Mono sets SO_REUSEADDR on every socket by itself. That is right for TCP, where asking
                // for ReuseAddress would set SO_REUSEPORT too and let a second server share the port.
                // For UDP SO_REUSEADDR alone allows just that, so it has to go.
                if (type == SocketType.Dgram)
                    socket.ExclusiveAddressUse = true;
                socket.Bind(address);
                if (type == SocketType.Stream)
                    socket.Listen(100);
                Say("listening on " + Show((IPEndPoint)socket.LocalEndPoint));
                return socket;
            }
            catch (SocketException e)
            {
                throw new FailureException(Show(address) + ": " + e.Message);
            }
        }

        /// <summary>One client at a time, for ever.</summary>
        public static void ServeForEver(Socket listener, Action<Socket, string> serve)
        {
            while (true)
            {
                try
                {
                    using (Socket client = listener.Accept())
                    {
                        // getpeername(): there is no answer if the client is gone already
                        var peer = client.RemoteEndPoint as IPEndPoint;
                        if (peer == null)
                            Report("a client was gone before it could be served");
                        else
                            serve(client, Show(peer));
                    }
                }
                catch (SocketException e)
                {
                    Report(e.Message);
                    if (e.SocketErrorCode == SocketError.TooManyOpenSockets)
                        Thread.Sleep(50);
                }
            }
        }

        public static void SendAll(Socket socket, byte[] bytes, int count)
        {
            int sent = 0;
            while (sent < count)
                sent += socket.Send(bytes, sent, count - sent, SocketFlags.None);
        }

        public static Socket Connect(IEnumerable<IPEndPoint> candidates)
        {
            string problem = "no address";
            foreach (IPEndPoint address in candidates)
            {
                Socket socket = null;
                try
                {
                    socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(address);
                    return socket;
                }
                catch (SocketException e)
                {
                    problem = Show(address) + ": " + e.Message;
                    if (socket != null)
                        socket.Close();
                }
            }
            throw new FailureException(problem);
        }

        public static string Text(byte[] bytes, int count)
        {
            return Utf8.GetString(bytes, 0, count);
        }

        public static byte[] Bytes(string text)
        {
            return Utf8.GetBytes(text);
        }

        /// <summary>The next line's bytes without the newline, or null at the end.</summary>
        public static byte[] ReadLine(Stream input)
        {
            int b = input.ReadByte();
            if (b < 0)
                return null;
            var line = new MemoryStream();
            for (; b >= 0 && b != '\n'; b = input.ReadByte())
                line.WriteByte((byte)b);
            return line.ToArray();
        }
    }
}
