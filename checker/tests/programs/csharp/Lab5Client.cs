using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;

namespace Labs
{
    static class Lab5Client
    {
        static int sent, received;
        static volatile bool over;

        static int Main(string[] args)
        {
            return Net.Run(args, Talk);
        }

        static void Talk(string[] args)
        {
            Socket socket = Net.Connect(Net.ClientAddresses("lab5-client", args));
            Stream stream = new NetworkStream(socket, true);
            // a background thread does not keep the program alive
            new Thread(() => Type(socket, stream)) { IsBackground = true }.Start();
            string problem = null;
            try
            {
                byte[] payload;
                while ((payload = Frames.Read(stream)) != null)
                {
                    string text = Net.Text(payload, payload.Length);
                    Net.Say("ack: " + text);
                    if (text.StartsWith("received: ", StringComparison.Ordinal) || text == "bye")
                        received++;
                }
            }
            catch (IOException e)
            {
                problem = e.Message;
            }
            int missing = Thread.VolatileRead(ref sent) - received;
            if (missing > 0)
                problem = missing + " messages unacknowledged";
            else if (problem == null && !over)
                problem = "the server has closed the connection";
            if (problem != null)
                throw new FailureException(problem);
        }

        static void Type(Socket socket, Stream stream)
        {
            try
            {
                Stream input = new BufferedStream(Console.OpenStandardInput());
                byte[] line;
                while (!over && (line = Net.ReadLine(input)) != null)
                {
                    Interlocked.Increment(ref sent);
                    over = Net.Text(line, line.Length) == "/bye";
                    Frames.Write(stream, line);
                }
                over = true;
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (IOException)
            {
                // the other thread has seen it, too
            }
            catch (SocketException)
            {
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }
}
