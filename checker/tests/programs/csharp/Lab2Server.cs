using System.Net;
using System.Net.Sockets;

namespace Labs
{
    static class Lab2Server
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Socket socket = Net.OpenServer("lab2-server", args, SocketType.Dgram);
            IPAddress any = socket.AddressFamily == AddressFamily.InterNetworkV6
                ? IPAddress.IPv6Any
                : IPAddress.Any;
            var buffer = new byte[65536];
            while (true)
            {
                try
                {
                    EndPoint sender = new IPEndPoint(any, 0);
                    int count = socket.ReceiveFrom(buffer, ref sender);
                    Net.UpperCase(buffer, count);
                    socket.SendTo(buffer, 0, count, SocketFlags.None, sender);
                }
                catch (SocketException e)
                {
                    Net.Report(e.Message);
                }
            }
        }
    }
}
