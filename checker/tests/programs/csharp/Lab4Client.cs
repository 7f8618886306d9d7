using System;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace Labs
{
    static class Lab4Client
    {
        const int Largest = 1 << 20;

        static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            var candidates = Net.ClientAddresses("lab4-client", args);
            Stream input = new BufferedStream(Console.OpenStandardInput());
            using (Socket socket = Net.Connect(candidates))
            {
                byte[] line;
                while ((line = Net.ReadLine(input)) != null)
                {
                    if (line.Length > Largest)
                        throw new FailureException($"frame of {line.Length} bytes is larger than {Largest}");
                    byte[] header = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(line.Length));
                    var frame = new byte[header.Length + line.Length];
                    header.CopyTo(frame, 0);
                    line.CopyTo(frame, header.Length);
                    Net.SendAll(socket, frame, frame.Length);
                }
            }
        }
    }
}
