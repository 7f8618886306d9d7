using System;
using System.IO;

namespace Labs
{
    /// <summary>Lab 5: frames in and out.</summary>
    static class Frames
    {
        const int Largest = 1 << 20;

        /// <summary>The payload of the next frame, or null if the stream has ended where it may.</summary>
        public static byte[] Read(Stream stream)
        {
            var header = new byte[4];
            int count = Receive(stream, header);
            if (count == 0)
                return null;
            if (count < header.Length)
                throw new FailureException("connection closed mid-frame");
            uint length = (uint)header[0] << 24 | (uint)header[1] << 16 | (uint)header[2] << 8 | header[3];
            if (length > Largest)
                throw new FailureException($"frame of {length} bytes is larger than {Largest}");
            var payload = new byte[length];
            if (Receive(stream, payload) < payload.Length)
                throw new FailureException("connection closed mid-frame");
            return payload;
        }

        public static void Write(Stream stream, byte[] payload)
        {
            var frame = new byte[4 + payload.Length];
            for (int i = 0; i < 4; i++)
                frame[i] = (byte)(payload.Length >> (24 - 8 * i));
            payload.CopyTo(frame, 4);
            stream.Write(frame, 0, frame.Length);
            stream.Flush();
        }

        static int Receive(Stream stream, byte[] bytes)
        {
            int filled = 0;
            while (filled < bytes.Length)
            {
                int count = stream.Read(bytes, filled, bytes.Length - filled);
                if (count == 0)
                    break;
                filled += count;
            }
            return filled;
        }
    }
}
