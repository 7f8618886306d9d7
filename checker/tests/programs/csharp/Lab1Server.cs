using System.Net.Sockets;

namespace Labs
{
    static class Lab1Server
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Net.ServeForEver(Net.OpenServer("lab1-server", args, SocketType.Stream), (client, peer) =>
            {
                Net.Say($"connected {peer}");
                try
                {
                    Echo(client);
                }
                catch (SocketException e)
                {
                    Net.Report($"{peer}: {e.Message}");
                }
                client.Close();
                Net.Say($"disconnected {peer}");
            });
        }

        static void Echo(Socket client)
        {
            var buffer = new byte[65536];
            int count;
            while ((count = client.Receive(buffer)) > 0)
                Net.SendAll(client, buffer, count);
        }
    }
}
