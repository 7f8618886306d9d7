using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace Labs
{
    /// <summary>Lab 6: frames as in lab 4.</summary>
    static class Frames
    {
        public const int Largest = 1 << 20;

        /// <summary>null at the end of the stream.</summary>
        public static byte[] Read(Socket socket)
        {
            var header = new byte[4];
            int count = Fill(socket, header);
            if (count == 0)
                return null;
            uint length = (uint)header[0] << 24 | (uint)header[1] << 16 | (uint)header[2] << 8 | header[3];
            if (count == 4 && length > Largest)
                throw new FailureException($"frame of {length} bytes is larger than {Largest}");
            var payload = new byte[count == 4 ? length : 0];
            if (count < 4 || Fill(socket, payload) < payload.Length)
                throw new FailureException("connection closed mid-frame");
            return payload;
        }

        static int Fill(Socket socket, byte[] bytes)
        {
            int filled = 0, count;
            while (filled < bytes.Length
                   && (count = socket.Receive(bytes, filled, bytes.Length - filled, SocketFlags.None)) > 0)
                filled += count;
            return filled;
        }

        public static void Write(Socket socket, string text)
        {
            byte[] payload = Net.Bytes(text);
            var frame = new byte[payload.Length + 4];
            for (int i = 0; i < 4; i++)
                frame[i] = (byte)(payload.Length >> (24 - 8 * i));
            payload.CopyTo(frame, 4);
            Net.SendAll(socket, frame, frame.Length);
        }
    }

    /// <summary>Lab 6, the chat server: a queue under a monitor for each user.</summary>
    static class Lab6Server
    {
        const int Waiting = 256;
        static readonly SortedDictionary<string, User> Users =
            new SortedDictionary<string, User>(StringComparer.Ordinal);

        public static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Socket listener = Net.OpenServer("lab6-server", args, SocketType.Stream);
            while (true)
            {
                var user = new User(listener.Accept());
                new Thread(user.Read, 256 * 1024) { IsBackground = true }.Start();
                new Thread(user.Write, 256 * 1024) { IsBackground = true }.Start();
            }
        }

        sealed class User
        {
            static readonly Encoding Strict = new UTF8Encoding(false, true);
            readonly Socket socket;
            readonly Queue<string> queue = new Queue<string>();
            bool closing;
            string name;

            public User(Socket socket)
            {
                this.socket = socket;
            }

            public void Write()
            {
                try
                {
                    while (true)
                    {
                        string next;
                        lock (queue)
                        {
                            while (queue.Count == 0 && !closing)
                                Monitor.Wait(queue);
                            if (queue.Count == 0)
                                break;
                            next = queue.Dequeue();
                        }
                        Frames.Write(socket, next);
                    }
                }
                catch (SocketException)
                {
                }
                HangUp();
                socket.Close();
            }

            void HangUp()
            {
                try
                {
                    socket.Shutdown(SocketShutdown.Both);
                }
                catch (SocketException)
                {
                }
                catch (ObjectDisposedException)
                {
                }
            }

            void Post(string text)
            {
                lock (queue)
                {
                    if (queue.Count >= Waiting)
                    {
                        HangUp();
                        return;
                    }
                    queue.Enqueue(text);
                    Monitor.Pulse(queue);
                }
            }

            public void Read()
            {
                try
                {
                    byte[] payload;
                    while ((payload = Frames.Read(socket)) != null && Obey(payload))
                    {
                    }
                }
                catch (FailureException e)
                {
                    Net.Report(e.Message);
                }
                catch (SocketException e)
                {
                    Net.Report(e.Message);
                }
                catch (ObjectDisposedException)
                {
                }
                lock (Users)
                    if (name != null)
                    {
                        Users.Remove(name);
                        Tell("LEFT " + name);
                    }
                lock (queue)
                {
                    closing = true;
                    Monitor.Pulse(queue);
                }
            }

            static void Tell(string news)
            {
                foreach (User other in Users.Values)
                    other.Post(news);
            }

            bool Obey(byte[] payload)
            {
                string line = "";
                try
                {
                    line = Strict.GetString(payload);
                }
                catch (ArgumentException)
                {
                }
                lock (Users)
                {
                    if (name == null && (line == "LOGIN" || line.StartsWith("LOGIN ", StringComparison.Ordinal)))
                        LogIn(line == "LOGIN" ? "" : line.Substring(6));
                    else if (name == null)
                        Post("ERR not-logged-in LOGIN first");
                    else if (line == "QUIT")
                        return false;
                    else if (line == "USERS")
                        Post("USERS " + string.Join(" ", Users.Keys));
                    else if (line.StartsWith("LOGIN", StringComparison.Ordinal))
                        Post("ERR already-logged-in as " + name);
                    else
                        Message(line.Split(new[] { ' ' }, 3));
                }
                return true;
            }

            void Message(string[] words)
            {
                User to;
                if (words.Length < 3 || words[0] != "MSG" || words[2] == "")
                    Post("ERR bad-command what?");
                else if (Net.Bytes($"MSG {name} {words[2]}").Length > Frames.Largest)
                    Post("ERR bad-command too long");
                else if (!Users.TryGetValue(words[1], out to))
                    Post("ERR no-such-user who?");
                else
                    to.Post($"MSG {name} {words[2]}");
            }

            void LogIn(string wanted)
            {
                if (!Regex.IsMatch(wanted, "\\A[a-zA-Z0-9_-]{1,16}\\z"))
                    Post("ERR bad-name");
                else if (Users.ContainsKey(wanted))
                    Post("ERR name-taken");
                else
                {
                    name = wanted;
                    Post("OK " + name);
                    Tell("JOINED " + name);
                    Users.Add(name, this);
                }
            }
        }
    }

    /// <summary>Lab 6, the line client of the chat.</summary>
    static class Lab6Client
    {
        static volatile bool leaving;

        public static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            Socket server = Net.Connect(Net.ClientAddresses("lab6-client", args, " NAME"));
            Frames.Write(server, "LOGIN " + args[2]);
            string answer = Next(server);
            if (!answer.StartsWith("OK ", StringComparison.Ordinal))
                throw new FailureException(answer);
            Net.Say("logged in as " + answer.Substring(3));
            var keyboard = new Thread(() =>
            {
                int status = Net.Run(args, nothing => Type(server));
                if (status != 0)
                    Environment.Exit(status);
            });
            keyboard.IsBackground = true;
            keyboard.Start();
            string line;
            while ((line = Next(server)) != null)
                Show(line);
        }

        /// <summary>null once both have said goodbye.</summary>
        static string Next(Socket server)
        {
            byte[] payload = Frames.Read(server);
            if (payload != null)
                return Net.Text(payload, payload.Length);
            if (!leaving)
                throw new FailureException("the server has gone");
            return null;
        }

        static void Show(string line)
        {
            int space = line.IndexOf(' ');
            string rest = line.Substring(space + 1);
            switch (line.Substring(0, Math.Max(space, 0)))
            {
                case "MSG":
                    int colon = rest.IndexOf(' ');
                    Net.Say(rest.Substring(0, colon) + ": " + rest.Substring(colon + 1));
                    break;
                case "USERS": Net.Say("users: " + rest); break;
                case "JOINED": Net.Say($"* {rest} joined"); break;
                case "LEFT": Net.Say($"* {rest} left"); break;
                case "ERR": Net.Report(rest); break;
            }
        }

        static void Type(Socket server)
        {
            string to = null;
            var input = Console.OpenStandardInput();
            byte[] typed;
            while ((typed = Net.ReadLine(input)) != null)
            {
                string line = Net.Text(typed, typed.Length);
                if (line == "/bye")
                    break;
                if (line == "/users")
                    Frames.Write(server, "USERS");
                else if (line.StartsWith("/chat ", StringComparison.Ordinal))
                    to = line.Substring(6);
                else if (to == null)
                    Net.Report("choose somebody with /chat NAME");
                else
                    Frames.Write(server, $"MSG {to} {line}");
            }
            leaving = true;
            Frames.Write(server, "QUIT");
        }
    }
}
