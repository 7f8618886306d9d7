// Sends labels: each is a text with its length in front, in two bytes.
using System;
using System.Net.Sockets;
using System.Text;

static class Lab4Labels
{
    static void Main(string[] args)
    {
        int port = int.Parse(args[0]);
// ANCHOR: send
        using (var client = new TcpClient("127.0.0.1", port))
        {
            NetworkStream stream = client.GetStream();
            for (int i = 1; i < args.Length; i++)
            {
                byte[] label = Label(args[i]);
                stream.Write(label, 0, label.Length);
            }
        }
// ANCHOR_END: send
    }

// ANCHOR: label
    /// <summary>Two bytes with the length, the most significant first, and then the text.</summary>
    static byte[] Label(string text)
    {
        byte[] data = Encoding.UTF8.GetBytes(text);
        if (data.Length > ushort.MaxValue)
            throw new ArgumentException("a label has 65535 bytes at most");
        var label = new byte[2 + data.Length];
        label[0] = (byte)(data.Length >> 8);
        label[1] = (byte)data.Length;
        data.CopyTo(label, 2);
        return label;
    }
// ANCHOR_END: label
}
