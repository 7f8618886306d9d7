// Lab 2, the server over TCP: sends the stream back in upper case, to one client at a time.
using System.Net.Sockets;

static class Lab2TcpServer
{
    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    // ANCHOR: serve
    static void Serve(string[] args)
    {
        Socket server = Common.OpenServer("lab2-tcp-server", args);
        var buffer = new byte[65536];
        foreach (Client client in Common.Clients(server))
        {
            try
            {
                int count;
                while ((count = client.Socket.Receive(buffer)) > 0)
                {
                    Common.UpperCase(buffer, count);
                    Common.SendAll(client.Socket, buffer, count);
                }
            }
            catch (SocketException e)
            {
                Common.Report(client.Peer + ": " + e.Message);
            }
            client.Socket.Close();
        }
    }
    // ANCHOR_END: serve
}
