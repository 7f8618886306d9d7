using System.Net.Sockets;

namespace Labs
{
    static class Lab1Client
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            var candidates = Net.ClientAddresses("lab1-client", args, " MESSAGE");
            using (Socket socket = Net.Connect(candidates))
                Net.Say("received: " + Net.Converse(socket, Net.Bytes(args[2])));
        }
    }
}
