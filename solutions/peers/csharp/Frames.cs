// Frames: four bytes of length, big-endian, then as many bytes of payload.
using System;
using System.IO;
using System.Net;

public static class Frames
{
    public const int Largest = 1048576;

    // ANCHOR: write
    public static void Write(Stream stream, byte[] payload)
    {
        if (payload.Length > Largest)
            throw new FailureException("frame of " + payload.Length + " bytes is larger than " + Largest);
        // Network order is big-endian. BitConverter alone takes this machine's order, most likely little-endian.
        byte[] header = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(payload.Length));
        var frame = new byte[header.Length + payload.Length];
        header.CopyTo(frame, 0);
        payload.CopyTo(frame, header.Length);
        stream.Write(frame, 0, frame.Length);
    }
    // ANCHOR_END: write

    // ANCHOR: read
    /// <summary>The next payload, or null if the stream ends before it begins.</summary>
    public static byte[] Read(Stream stream)
    {
        var header = new byte[4];
        int count = Fill(stream, header);
        if (count == 0)
            return null;
        if (count < header.Length)
            throw new FailureException("connection closed mid-frame");
        // uint: as an int the largest lengths would be negative, and not larger than anything.
        uint length = (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(header, 0));
        if (length > Largest) // before anything of that size is allocated
            throw new FailureException("frame of " + length + " bytes is larger than " + Largest);
        var payload = new byte[length];
        if (Fill(stream, payload) < payload.Length)
            throw new FailureException("connection closed mid-frame");
        return payload;
    }

    /// <summary>Reads until the array is full or the stream ends, and says how much there is.</summary>
    static int Fill(Stream stream, byte[] bytes)
    {
        int filled = 0, count;
        while (filled < bytes.Length && (count = stream.Read(bytes, filled, bytes.Length - filled)) > 0)
            filled += count;
        return filled;
    }
    // ANCHOR_END: read
}
