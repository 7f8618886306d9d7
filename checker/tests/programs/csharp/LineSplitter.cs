using System.Collections.Generic;
using System.IO;

namespace Labs
{
    /// <summary>Makes lines, as bytes without their newlines, of pieces.</summary>
    public sealed class LineSplitter
    {
        static readonly byte[] Close = Net.Bytes("close");

        readonly MemoryStream unfinished = new MemoryStream();

        public bool Unfinished
        {
            get { return unfinished.Length > 0; }
        }

        public IEnumerable<byte[]> Feed(byte[] piece, int count)
        {
            int start = 0;
            for (int i = 0; i < count; i++)
            {
                if (piece[i] != '\n')
                    continue;
                unfinished.Write(piece, start, i - start);
                start = i + 1;
                byte[] line = unfinished.ToArray();
                unfinished.SetLength(0);
                yield return line;
            }
            unfinished.Write(piece, start, count - start);
        }

        public static bool IsClose(byte[] line)
        {
            if (line.Length != Close.Length)
                return false;
            for (int i = 0; i < line.Length; i++)
                if ((line[i] | 0x20) != Close[i])
                    return false;
            return true;
        }
    }
}
