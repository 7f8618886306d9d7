// Lab 2, the client over TCP: sends one line, and prints what comes back.
using System.Net.Sockets;

static class Lab2TcpClient
{
    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    static void Talk(string[] args)
    {
        var addresses = Common.ClientAddresses("lab2-tcp-client", args);
        byte[] line = Common.ReadLine(Common.OpenStdin()) ?? new byte[0];
        using (Socket socket = Common.Connect(addresses))
            Common.Say("From Server: " + Common.Text(Common.Ask(socket, line)));
    }
}
