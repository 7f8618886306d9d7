using System.Net.Sockets;

namespace Labs
{
    static class Lab4Server
    {
        const int Largest = 1 << 20;

        static int Main(string[] args)
        {
            return Net.Run(args, Serve);
        }

        static void Serve(string[] args)
        {
            Net.ServeForEver(Net.OpenServer("lab4-server", args, SocketType.Stream), (client, peer) =>
            {
                try
                {
                    while (PrintFrame(client))
                    {
                    }
                }
                catch (FailureException e)
                {
                    Net.Report(e.Message);
                }
            });
        }

        /// <summary>false at the end of the stream.</summary>
        static bool PrintFrame(Socket client)
        {
            var header = new byte[4];
            int count = Receive(client, header);
            if (count == 0)
                return false;
            if (count < header.Length)
                throw new FailureException("connection closed mid-frame");

            // unsigned, or the largest lengths would be negative ones
            uint length = (uint)header[0] << 24 | (uint)header[1] << 16 | (uint)header[2] << 8 | header[3];
            if (length > Largest)
                throw new FailureException($"frame of {length} bytes is larger than {Largest}");

            var payload = new byte[length];
            if (Receive(client, payload) < payload.Length)
                throw new FailureException("connection closed mid-frame");
            Net.Say($"message {length} bytes: {Net.Text(payload, payload.Length)}");
            return true;
        }

        /// <summary>Fills the array. What it returns is less than its length only at the end of the stream.</summary>
        static int Receive(Socket client, byte[] bytes)
        {
            int filled = 0;
            while (filled < bytes.Length)
            {
                int count = client.Receive(bytes, filled, bytes.Length - filled, SocketFlags.None);
                if (count == 0)
                    break;
                filled += count;
            }
            return filled;
        }
    }
}
