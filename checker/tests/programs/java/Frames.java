import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Lab 5: frames in and out. */
final class Frames {
    private static final int LARGEST = 1 << 20;

    private Frames() {
    }

    /** The payload of the next frame, or null if the stream has ended where it may. */
    static byte[] read(InputStream in) throws IOException {
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

    /** One write for a frame, so that two threads could not mix theirs. */
    static void write(OutputStream out, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 + payload.length);
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(payload.length);
        data.write(payload);
        out.write(bytes.toByteArray());
        out.flush();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
