using System;
using System.IO;
using System.Net.Sockets;

namespace Labs
{
    static class Lab2TcpClient
    {
        static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            var candidates = Net.ClientAddresses("lab2-tcp-client", args);
            byte[] line = Net.ReadLine(new BufferedStream(Console.OpenStandardInput())) ?? new byte[0];
            using (Socket socket = Net.Connect(candidates))
                Net.Say("From Server: " + Net.Converse(socket, line));
        }
    }
}
