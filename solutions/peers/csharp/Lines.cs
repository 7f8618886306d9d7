// Makes lines of the pieces in which they arrive.
using System.Collections.Generic;
using System.IO;

public sealed class Lines
{
    /// <summary>What has come of a line that has no end yet.</summary>
    readonly MemoryStream unfinished = new MemoryStream();

    public bool IsUnfinished
    {
        get { return unfinished.Length > 0; }
    }

    // ANCHOR: feed
    /// <summary>The lines that this piece completes, as bytes, without their newlines.</summary>
    public List<byte[]> Feed(byte[] piece, int count)
    {
        var lines = new List<byte[]>();
        for (int i = 0; i < count; i++)
        {
            if (piece[i] != '\n')
            {
                unfinished.WriteByte(piece[i]);
                continue;
            }
            lines.Add(unfinished.ToArray());
            unfinished.SetLength(0);
        }
        return lines;
    }
    // ANCHOR_END: feed
}
