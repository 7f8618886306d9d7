import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;

/** Lab 4: prints the frames it is sent. */
public final class FrameServer {
    private static final int LARGEST = 1 << 20;

    public static void main(String[] args) {
        Net.main(FrameServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        Net.serveTcp(Net.serverAddress("FrameServer", args), (client, peer) -> {
            try (InputStream in = new BufferedInputStream(Channels.newInputStream(client))) {
                byte[] payload;
                while ((payload = frame(in)) != null) {
                    Net.OUT.println("message " + payload.length + " bytes: " + Net.text(payload));
                }
            }
        });
    }

    /** The payload of the next frame, or null if the stream has ended where it may. */
    private static byte[] frame(InputStream in) throws IOException {
        byte[] header = in.readNBytes(4);
        if (header.length == 0) {
            return null;
        }
        if (header.length < 4) {
            throw new EOFException("connection closed mid-frame");
        }
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt());
        if (length > LARGEST) {
            throw new IOException("frame of " + length + " bytes is larger than " + LARGEST);
        }
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException("connection closed mid-frame");
        }
        return payload;
    }
}
