using System.Net.Sockets;

namespace Labs
{
    static class Lab3Server
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Socket listener = Net.OpenServer("lab3-server", args, SocketType.Stream);
            Net.Say("state: listening");
            Net.ServeForEver(listener, (client, peer) =>
            {
                Net.Say("state: connected");
                try
                {
                    Answer(client, peer);
                }
                catch (SocketException e)
                {
                    Net.Report($"{peer}: {e.Message}");
                }
                client.Close();
                Net.Say("state: listening");
            });
        }

        static void Answer(Socket client, string peer)
        {
            byte[] accepted = Net.Bytes("accepted\n"), closed = Net.Bytes("closed\n");
            var splitter = new LineSplitter();
            var buffer = new byte[4096];
            int count;
            while ((count = client.Receive(buffer)) > 0)
            {
                foreach (byte[] line in splitter.Feed(buffer, count))
                {
                    if (LineSplitter.IsClose(line))
                    {
                        Net.SendAll(client, closed, closed.Length);
                        return;
                    }
                    Net.Say("received: " + Net.Text(line, line.Length));
                    Net.SendAll(client, accepted, accepted.Length);
                }
            }
            if (splitter.Unfinished)
                Net.Report($"{peer}: gone in the middle of a line");
        }
    }
}
