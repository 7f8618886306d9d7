// Lab 4, the server: prints each frame that arrives, from one client at a time.
using System;
using System.IO;
using System.Net.Sockets;

static class Lab4Server
{
    static int Main(string[] args)
    {
        return Common.Run(() => Serve(args));
    }

    // ANCHOR: serve
    static void Serve(string[] args)
    {
        foreach (Client client in Common.Clients(Common.OpenServer("lab4-server", args)))
        {
            try
            {
                // `true`: the stream closes the socket. The buffer fetches many small frames at once.
                using (Stream stream = new BufferedStream(new NetworkStream(client.Socket, true)))
                {
                    byte[] payload;
                    while ((payload = Frames.Read(stream)) != null)
                        Common.Say("message " + payload.Length + " bytes: " + Common.Text(payload));
                }
            }
            catch (Exception e) when (Common.IsTrouble(e))
            {
                Common.Report(e.Message); // in the contract's words, so without the client's address
            }
        }
    }
    // ANCHOR_END: serve
}
