using System.Net.Sockets;

namespace Labs
{
    static class Lab2TcpServer
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            var buffer = new byte[16384];
            Net.ServeForEver(Net.OpenServer("lab2-tcp-server", args, SocketType.Stream), (client, peer) =>
            {
                int count;
                while ((count = client.Receive(buffer)) > 0)
                {
                    Net.UpperCase(buffer, count);
                    Net.SendAll(client, buffer, count);
                }
            });
        }
    }
}
