using System.Net.Sockets;

namespace Labs
{
    static class Lab4LinesServer
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            var buffer = new byte[8192];
            Net.ServeForEver(Net.OpenServer("lab4-lines-server", args, SocketType.Stream), (client, peer) =>
            {
                var splitter = new LineSplitter();
                int count;
                while ((count = client.Receive(buffer)) > 0)
                    foreach (byte[] line in splitter.Feed(buffer, count))
                        Net.Say("line: " + Net.Text(line, line.Length));
                if (splitter.Unfinished)
                    Net.Report("connection closed mid-line");
            });
        }
    }
}
