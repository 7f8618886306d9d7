// Lab 6, checkpoint 1: what the two programs of a pair share.
using System.Net.Sockets;

static class Pair
{
    /// <summary>Prints each line that arrives, until the other side closes.</summary>
    public static void PrintLines(Socket socket)
    {
        var lines = new Lines();
        var buffer = new byte[65536];
        int count;
        while ((count = socket.Receive(buffer)) > 0)
            foreach (byte[] line in lines.Feed(buffer, count))
                Common.Say(Common.Text(line));
    }

    public static void SendLine(Socket socket, byte[] line)
    {
        var ended = new byte[line.Length + 1];
        line.CopyTo(ended, 0);
        ended[line.Length] = (byte)'\n';
        Common.SendAll(socket, ended, ended.Length);
    }
}
