import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Lab 4: sends each line of stdin as a frame. */
public final class FrameClient {
    private static final String USAGE = "FrameClient HOST PORT";
    private static final int LARGEST = 1 << 20;

    public static void main(String[] args) {
        Net.main(FrameClient::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        if (args.length != 2 || args[0].isEmpty()) {
            throw new Net.UsageException(USAGE);
        }
        int port = Net.port(args[1], 1, USAGE);
        InputStream in = new BufferedInputStream(System.in);
        try (Socket socket = Net.connect(args[0], port);
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(socket.getOutputStream()))) {
            byte[] line;
            while ((line = Net.readLine(in)) != null) {
                if (line.length > LARGEST) {
                    throw new IOException(
                            "frame of " + line.length + " bytes is larger than " + LARGEST);
                }
                out.writeInt(line.length); // big-endian, as Java has it everywhere
                out.write(line);
                out.flush();
            }
        }
    }
}
