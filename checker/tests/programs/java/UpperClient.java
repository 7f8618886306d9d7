import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Lab 2: sends each line of stdin as a datagram and prints the replies. */
public final class UpperClient {
    private static final String USAGE = "UpperClient HOST PORT";
    private static final int TRIES = 3;
    private static final long PATIENCE_NANOS = 300_000_000;

    private final DatagramSocket socket;
    private final Deque<InetSocketAddress> candidates = new ArrayDeque<>();
    private final byte[] buffer = new byte[65536];

    private UpperClient(DatagramSocket socket, String host, int port) throws IOException {
        this.socket = socket;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            candidates.add(new InetSocketAddress(address, port));
        }
    }

    public static void main(String[] args) {
        Net.main(UpperClient::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        if (args.length != 2 || args[0].isEmpty()) {
            throw new Net.UsageException(USAGE);
        }
        int port = Net.port(args[1], 1, USAGE);
        try (DatagramSocket socket = new DatagramSocket()) {
            new UpperClient(socket, args[0], port).talk(new BufferedInputStream(System.in));
        }
    }

    private void talk(InputStream in) throws IOException {
        boolean answered = false;
        byte[] line;
        while ((line = Net.readLine(in)) != null) {
            byte[] reply = null;
            while (reply == null) {
                InetSocketAddress server = candidates.getFirst();
                IOException problem = new IOException("no reply from " + Net.show(server));
                try {
                    reply = ask(line, server);
                } catch (IOException e) {
                    problem = new IOException(Net.show(server) + ": " + e.getMessage(), e);
                }
                if (reply == null && (answered || candidates.size() == 1)) {
                    throw problem;
                } else if (reply == null) {
                    candidates.removeFirst();
                }
            }
            answered = true;
            Net.OUT.println(Net.text(reply));
        }
    }

    /** The reply, or null if none of the tries has got one. */
    private byte[] ask(byte[] line, InetSocketAddress server) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            socket.send(new DatagramPacket(line, line.length, server));
            byte[] reply = awaitReply(server);
            if (reply != null) {
                return reply;
            }
        }
        return null;
    }

    private byte[] awaitReply(InetSocketAddress server) throws IOException {
        long start = System.nanoTime();
        while (true) {
            long left = PATIENCE_NANOS - (System.nanoTime() - start);
            if (left <= 0) {
                return null;
            }
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                // 0 would mean for ever
                socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return null;
            }
            if (packet.getPort() == server.getPort()
                    && packet.getAddress().equals(server.getAddress())) {
                return Arrays.copyOf(packet.getData(), packet.getLength());
            }
        }
    }
}
