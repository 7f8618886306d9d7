// For loops that must not wait: what has come and is not whole yet, and what has still to be sent.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;

/// <summary>Bytes in the order in which they came; where one Receive ended has no meaning.</summary>
public sealed class Inbox
{
    byte[] bytes = new byte[0];
    int count;

    public bool IsEmpty { get { return count == 0; } }

    public void Put(byte[] piece, int length)
    {
        if (count + length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(count + length, 2 * bytes.Length));
        Buffer.BlockCopy(piece, 0, bytes, count, length);
        count += length;
    }

    /// <summary>Takes out the payloads that are whole by now.</summary>
    public List<byte[]> Take()
    {
        var payloads = new List<byte[]>();
        int start = 0;
        while (count - start >= 4)
        {
            // uint: as an int the largest lengths would be negative, and not larger than anything.
            uint length = (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(bytes, start));
            if (length > Frames.Largest)
                throw new FailureException("frame of " + length + " bytes is larger than " + Frames.Largest);
            if (count - start - 4 < length)
                break;
            var payload = new byte[length];
            Buffer.BlockCopy(bytes, start + 4, payload, 0, payload.Length);
            payloads.Add(payload);
            start += 4 + payload.Length;
        }
        count -= start;
        Buffer.BlockCopy(bytes, start, bytes, 0, count);
        if (count == 0)
            bytes = new byte[0]; // what is not needed is given back
        return payloads;
    }
}

/// <summary>Frames that wait until the socket takes them.</summary>
public sealed class Outbox
{
    /// <summary>While so many bytes wait for somebody, nothing more is read from them.</summary>
    public const int Enough = 256 * 1024;

    readonly Queue<byte[]> frames = new Queue<byte[]>();
    int taken; // of the first frame
    int waiting;

    public bool IsEmpty { get { return frames.Count == 0; } }
    public bool IsFull { get { return waiting >= Enough; } }

    public void Put(byte[] payload)
    {
        var stream = new MemoryStream();
        Frames.Write(stream, payload);
        frames.Enqueue(stream.ToArray());
        waiting += (int)stream.Length;
    }

    // ANCHOR: send
    /// <summary>Sends what the system takes now, and keeps the rest.</summary>
    public void Send(Socket socket)
    {
        while (frames.Count > 0)
        {
            byte[] frame = frames.Peek();
            SocketError error;
            // In a list: what is no list Mono sends to its end, again and again while there is no room.
            var rest = new[] { new ArraySegment<byte>(frame, taken, frame.Length - taken) };
            int sent = socket.Send(rest, SocketFlags.None, out error);
            if (error == SocketError.WouldBlock)
                return; // not an error: not now
            if (error != SocketError.Success)
                throw new SocketException((int)error);
            taken += sent;
            waiting -= sent;
            if (taken < frame.Length)
                continue;
            frames.Dequeue();
            taken = 0;
        }
    }
    // ANCHOR_END: send
}
