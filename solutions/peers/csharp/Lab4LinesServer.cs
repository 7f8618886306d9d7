// Lab 4, the server of lines: prints each line that arrives, from one client at a time.
using System.Net.Sockets;

static class Lab4LinesServer
{
    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    static void Serve(string[] args)
    {
        foreach (Client client in Common.Clients(Common.OpenServer("lab4-lines-server", args)))
        {
            try
            {
                PrintLines(client.Socket);
            }
            catch (SocketException e)
            {
                Common.Report(client.Peer + ": " + e.Message);
            }
            client.Socket.Close();
        }
    }

    // ANCHOR: print-lines
    static void PrintLines(Socket client)
    {
        var lines = new Lines();
        var buffer = new byte[65536];
        int count;
        while ((count = client.Receive(buffer)) > 0)
            foreach (byte[] line in lines.Feed(buffer, count))
                Common.Say("line: " + Common.Text(line)); // text only now that all its bytes are here
        if (lines.IsUnfinished)
            Common.Report("connection closed mid-line");
    }
    // ANCHOR_END: print-lines
}
