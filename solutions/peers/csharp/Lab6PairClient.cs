// Lab 6, checkpoint 1, the client: what is typed here is printed there, and the other way round.
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;

static class Lab6PairClient
{
    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    static void Talk(string[] args)
    {
        Socket server = Common.Connect(Common.ClientAddresses("lab6-pair-client", args));
        // ANCHOR: threads
        // Whichever thread comes to its end first ends the program: this one at EXIT, the main thread
        // when the server closes.
        var keyboard = new Thread(() => Environment.Exit(Common.Run(() => SendTyped(server))));
        keyboard.IsBackground = true;
        keyboard.Name = "keyboard";
        keyboard.Start();
        Pair.PrintLines(server);
        // ANCHOR_END: threads
    }

    static void SendTyped(Socket server)
    {
        Stream input = Common.OpenStdin();
        byte[] line;
        while ((line = Common.ReadLine(input)) != null && Common.Text(line) != "EXIT")
            Pair.SendLine(server, line);
    }
}
