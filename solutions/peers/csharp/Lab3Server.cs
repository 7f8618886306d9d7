// Lab 3, the server: accepts lines from one client at a time, and tells its state.
using System;
using System.Net.Sockets;

static class Lab3Server
{
    enum State { Listening, Connected }

    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    static void Enter(State state)
    {
        Common.Say("state: " + state.ToString().ToLowerInvariant());
    }

    // ANCHOR: serve
    static void Serve(string[] args)
    {
        Socket server = Common.OpenServer("lab3-server", args);
        Enter(State.Listening);
        foreach (Client client in Common.Clients(server))
        {
            Enter(State.Connected);
            try
            {
                Answer(client.Socket);
            }
            catch (SocketException e)
            {
                Common.Report(client.Peer + ": " + e.Message);
            }
            client.Socket.Close();
            Enter(State.Listening); // whatever has happened to the client
        }
    }
    // ANCHOR_END: serve

    /// <summary>Answers each line, until the client says `close` or is gone.</summary>
    static void Answer(Socket client)
    {
        byte[] accepted = Common.Bytes("accepted\n"), closed = Common.Bytes("closed\n");
        var lines = new Lines();
        var buffer = new byte[65536];
        int count;
        while ((count = client.Receive(buffer)) > 0)
        {
            foreach (byte[] line in lines.Feed(buffer, count))
            {
                string text = Common.Text(line);
                if (text.Equals("close", StringComparison.OrdinalIgnoreCase))
                {
                    Common.SendAll(client, closed, closed.Length);
                    return;
                }
                Common.Say("received: " + text);
                Common.SendAll(client, accepted, accepted.Length);
            }
        }
        if (lines.IsUnfinished)
            Common.Report("the client has gone in the middle of a line");
    }
}
