// Lab 3: asks a server one thing, and says in which state it is afterwards.
using System;
using System.IO;
using System.Net.Sockets;
using System.Text;

static class Lab3Ask
{
// ANCHOR: ask
    static string Ask(int port)
    {
        using (var client = new TcpClient("127.0.0.1", port))
        {
            NetworkStream stream = client.GetStream();
            byte[] line = Encoding.UTF8.GetBytes("hello\n");
            stream.Write(line, 0, line.Length);
            string answer = new StreamReader(stream).ReadLine();
            if (answer == null)
                throw new EndOfStreamException("closed before it had answered");
            return answer;
        }
    }
// ANCHOR_END: ask

    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: state
        string state;
        try
        {
            Console.WriteLine("answer: " + Ask(port));
            state = "connected";
        }
        catch (SocketException error)
        {
            Console.Error.WriteLine("error: " + error.Message);
            state = "disconnected";
        }
        catch (IOException error)
        {
            Console.Error.WriteLine("error: " + error.Message);
            state = "disconnected";
        }
        Console.WriteLine("state: " + state);
// ANCHOR_END: state
    }
}
