// Lab 1, the server: sends back every byte it receives, to one client at a time.
using System.Net.Sockets;

static class Lab1Server
{
    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    // ANCHOR: serve
    static void Serve(string[] args)
    {
        Socket server = Common.OpenServer("lab1-server", args);
        foreach (Client client in Common.Clients(server))
        {
            Common.Say("connected " + client.Peer);
            try
            {
                Echo(client.Socket);
            }
            catch (SocketException e)
            {
                Common.Report(client.Peer + ": " + e.Message);
            }
            client.Socket.Close();
            Common.Say("disconnected " + client.Peer);
        }
    }
    // ANCHOR_END: serve

    // ANCHOR: echo
    /// <summary>Sends back what comes, until the client has finished sending.</summary>
    static void Echo(Socket client)
    {
        var buffer = new byte[65536];
        int count;
        while ((count = client.Receive(buffer)) > 0) // 0 bytes are the end of the stream
            Common.SendAll(client, buffer, count); // what came, and not the whole buffer
    }
    // ANCHOR_END: echo
}
