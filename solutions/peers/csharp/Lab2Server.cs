// Lab 2, the server: sends each datagram back in upper case.
using System.Net;
using System.Net.Sockets;

static class Lab2Server
{
    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    // ANCHOR: serve
    static void Serve(string[] args)
    {
        Socket server = Common.OpenServer("lab2-server", args, SocketType.Dgram);
        var buffer = new byte[65536];
        while (true)
        {
            try
            {
                // ReceiveFrom wants an address of the right family, and puts the sender's in its place.
                EndPoint sender = server.LocalEndPoint;
                int count = server.ReceiveFrom(buffer, ref sender);
                Common.UpperCase(buffer, count);
                server.SendTo(buffer, 0, count, SocketFlags.None, sender);
            }
            catch (SocketException e)
            {
                Common.Report(e.Message);
            }
        }
    }
    // ANCHOR_END: serve
}
