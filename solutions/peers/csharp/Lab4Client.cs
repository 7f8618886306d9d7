// Lab 4, the client: sends each line of stdin as a frame.
using System.IO;
using System.Net.Sockets;

static class Lab4Client
{
    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    // ANCHOR: send
    static void Talk(string[] args)
    {
        Socket socket = Common.Connect(Common.ClientAddresses("lab4-client", args));
        using (Stream stream = new NetworkStream(socket, true)) // `true`: closes the socket, too
        {
            Stream input = Common.OpenStdin();
            byte[] line; // bytes: the length counts them, not characters
            while ((line = Common.ReadLine(input)) != null)
                Frames.Write(stream, line);
        }
    }
    // ANCHOR_END: send
}
