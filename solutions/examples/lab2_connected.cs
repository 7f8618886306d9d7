// The same datagram to the same port, from a socket that is not connected and from one that is.
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

static class Lab2Connected
{
    static void Main(string[] args)
    {
        EndPoint server = new IPEndPoint(IPAddress.Loopback, int.Parse(args[0]));
        byte[] hello = Encoding.UTF8.GetBytes("hello");
        var buffer = new byte[2048];
// ANCHOR: sockets
        var unconnected = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        unconnected.ReceiveTimeout = 300;
        unconnected.SendTo(hello, server);
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        Report("not connected", () => unconnected.ReceiveFrom(buffer, ref sender));

        var connected = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        connected.ReceiveTimeout = 300;
        connected.Connect(server); // no datagram is sent: the kernel notes the address, that is all
        connected.Send(hello);
        Report("connected", () => connected.Receive(buffer));
// ANCHOR_END: sockets
    }

    static void Report(string name, Func<int> receive)
    {
        try
        {
            Console.WriteLine(name + ": a reply of " + receive() + " bytes");
        }
        catch (SocketException error)
        {
            Console.WriteLine(name + ": " + error.SocketErrorCode);
        }
    }
}
