// Lab 1, the client: sends a message, and prints what comes back.
using System.IO;
using System.Net.Sockets;

static class Lab1Client
{
    static int Main(string[] args)
    {
        return Common.Run(() => Talk(args));
    }

    // ANCHOR: ask
    static void Talk(string[] args)
    {
        var addresses = Common.ClientAddresses("lab1-client", args, "MESSAGE");
        byte[] message = Common.Bytes(args[2]);
        var reply = new MemoryStream(); // bytes: a character may come in two pieces
        using (Socket socket = Common.Connect(addresses))
        {
            Common.SendAll(socket, message, message.Length);
            socket.Shutdown(SocketShutdown.Send); // "I have finished"; one can still receive
            var buffer = new byte[65536];
            int count;
            while ((count = socket.Receive(buffer)) > 0)
                reply.Write(buffer, 0, count);
        }
        Common.Say("received: " + Common.Text(reply.ToArray()));
    }
    // ANCHOR_END: ask
}
