import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines, as bytes, of a stream whose pieces need not be lines. */
final class Lines implements Closeable {
    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its newline, or null at the end; an unfinished line is an EOFException. */
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b != '\n') {
            line.write(b);
            b = in.read();
            if (b < 0) {
                throw new EOFException("connection closed mid-line");
            }
        }
        return line.toByteArray();
    }

    static boolean isClose(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1).equalsIgnoreCase("close");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
