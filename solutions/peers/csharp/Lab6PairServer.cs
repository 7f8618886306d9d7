// Lab 6, checkpoint 1, the server: what is typed here is printed there, and the other way round.
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;

static class Lab6PairServer
{
    static readonly object Lock = new object();
    static Socket current; // who is connected just now; null if nobody is

    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    static void Serve(string[] args)
    {
        Socket server = Common.OpenServer("lab6-pair-server", args);
        new Thread(SendTyped) { IsBackground = true, Name = "keyboard" }.Start();
        foreach (Client client in Common.Clients(server))
        {
            lock (Lock)
                current = client.Socket;
            try
            {
                Pair.PrintLines(client.Socket);
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                Common.Report(client.Peer + ": " + e.Message);
            }
            Clear();
            client.Socket.Close();
        }
    }

    /// <summary>Gives the connection back: from now on nobody is connected.</summary>
    static Socket Clear()
    {
        lock (Lock)
        {
            Socket client = current;
            current = null;
            return client;
        }
    }

    /// <summary>Sends what is typed to whoever is connected.</summary>
    static void SendTyped()
    {
        Stream input = Common.OpenStdin();
        byte[] line;
        while ((line = Common.ReadLine(input)) != null)
        {
            bool isExit = Common.Text(line) == "EXIT";
            Socket client;
            lock (Lock)
                client = isExit ? Clear() : current;
            try
            {
                if (client == null)
                    Common.Report("nobody is connected");
                else if (isExit)
                    client.Shutdown(SocketShutdown.Both); // ends the Receive() of the other thread
                else
                    Pair.SendLine(client, line);
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                Common.Report(e.Message);
            }
        }
    }
}
