import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Lab 1: the client of the echo server. */
public final class EchoClient {
    private static final String USAGE = "EchoClient HOST PORT MESSAGE";

    public static void main(String[] args) {
        Net.main(EchoClient::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        if (args.length != 3 || args[0].isEmpty()) {
            throw new Net.UsageException(USAGE);
        }
        int port = Net.port(args[1], 1, USAGE);
        try (Socket socket = Net.connect(args[0], port)) {
            byte[] message = args[2].getBytes(StandardCharsets.UTF_8);
            Net.OUT.println("received: " + Net.converse(socket, message));
        }
    }
}
