// Lab 8, what goes over the wire: segments, each with a checksum that tells whether it came whole.
using System;

// ANCHOR: segment
/// <summary>A segment whose checksum was right.</summary>
public sealed class Segment
{
    public const byte Data = 1;
    public const byte Acknowledgement = 2;
    public const int PayloadSize = 1000;
    const int Header = 8; // kind, zero, checksum (2 bytes), number (4 bytes)

    public readonly byte Kind;
    public readonly uint Number;
    public readonly byte[] Payload;

    Segment(byte kind, uint number, byte[] payload)
    {
        Kind = kind;
        Number = number;
        Payload = payload;
    }
    // ANCHOR_END: segment

    /// <summary>The bytes of a segment with a part of `file` for its payload.</summary>
    public static byte[] Write(byte kind, uint number, byte[] file, int from, int count)
    {
        var bytes = new byte[Header + count];
        bytes[0] = kind;
        for (int i = 0; i < 4; i++)
            bytes[4 + i] = (byte)(number >> (24 - 8 * i));
        Array.Copy(file, from, bytes, Header, count);
        int sum = Checksum(bytes, bytes.Length);
        bytes[2] = (byte)(sum >> 8);
        bytes[3] = (byte)sum;
        return bytes;
    }

    /// <summary>What came, or null of what is damaged: it never came.</summary>
    public static Segment Read(byte[] bytes, int length)
    {
        if (length < Header || (bytes[0] != Data && bytes[0] != Acknowledgement))
            return null;
        int claimed = bytes[2] << 8 | bytes[3];
        bytes[2] = bytes[3] = 0;
        if (Checksum(bytes, length) != claimed)
            return null;
        uint number = 0;
        for (int i = 4; i < Header; i++)
            number = number << 8 | bytes[i];
        var payload = new byte[length - Header];
        Array.Copy(bytes, Header, payload, 0, payload.Length);
        return new Segment(bytes[0], number, payload);
    }

    // ANCHOR: checksum
    /// <summary>The Internet checksum, RFC 1071.</summary>
    static int Checksum(byte[] bytes, int length)
    {
        int sum = 0;
        for (int i = 0; i < length; i += 2)
            sum += bytes[i] << 8 | (i + 1 < length ? bytes[i + 1] : 0);
        while (sum > 0xffff)
            sum = (sum & 0xffff) + (sum >> 16);
        return ~sum & 0xffff;
    }
    // ANCHOR_END: checksum
}
