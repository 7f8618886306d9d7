import java.io.IOException;
import java.net.Socket;

/** Lab 2: sends one line of stdin over TCP and prints what comes back. */
public final class UpperTcpClient {
    private static final String USAGE = "UpperTcpClient HOST PORT";

    public static void main(String[] args) {
        Net.main(UpperTcpClient::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        if (args.length != 2 || args[0].isEmpty()) {
            throw new Net.UsageException(USAGE);
        }
        int port = Net.port(args[1], 1, USAGE);
        byte[] line = Net.readLine(System.in);
        try (Socket socket = Net.connect(args[0], port)) {
            String reply = Net.converse(socket, line == null ? new byte[0] : line);
            Net.OUT.println("From Server: " + reply);
        }
    }
}
