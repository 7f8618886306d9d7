using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Labs
{
    /// <summary>A thread for each client.</summary>
    static class Lab5Server
    {
        static readonly object Lock = new object();
        static int active;

        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Socket listener = Net.OpenServer("lab5-server", args, SocketType.Stream);
            while (true)
            {
                try
                {
                    Socket client = listener.Accept();
                    var address = client.RemoteEndPoint as IPEndPoint;
                    if (address == null)
                    {
                        client.Close();
                        continue;
                    }
                    string peer = Net.Show(address);
                    Count("connected", peer, 1);
                    new Thread(() => Talk(client, peer), 256 * 1024) { IsBackground = true }.Start();
                }
                catch (SocketException e)
                {
                    Net.Report(e.Message);
                }
            }
        }

        static void Count(string word, string peer, int change)
        {
            lock (Lock)
            {
                active += change;
                Net.Say($"{word} {peer} (active {active})");
            }
        }

        static void Talk(Socket client, string peer)
        {
            try
            {
                using (Stream stream = new NetworkStream(client, true))
                {
                    Frames.Write(stream, Net.Bytes("Welcome, you are connected to the server"));
                    byte[] message;
                    while ((message = Frames.Read(stream)) != null)
                    {
                        string text = Net.Text(message, message.Length);
                        if (text == "/bye")
                        {
                            Frames.Write(stream, Net.Bytes("bye"));
                            break;
                        }
                        lock (Lock)
                            Net.Say(peer + ": " + text);
                        Frames.Write(stream, Net.Bytes("received: " + text));
                    }
                }
            }
            catch (FailureException e)
            {
                Complain(peer, e.Message);
            }
            catch (IOException e)
            {
                Complain(peer, e.Message);
            }
            finally
            {
                Count("disconnected", peer, -1);
            }
        }

        static void Complain(string peer, string problem)
        {
            lock (Lock)
                Net.Report(peer + ": " + problem);
        }
    }
}
