import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lab 5: a pool of threads, which is large enough. It grows with every client until it has its size. */
public final class CrowdServer {
    private static final byte[] WELCOME = Frames.bytes("Welcome, you are connected to the server");

    private static int active;

    public static void main(String[] args) {
        Net.main(CrowdServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        InetSocketAddress address = Net.serverAddress("CrowdServer", args);
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        try {
            listener.bind(address);
        } catch (IOException e) {
            throw new IOException(Net.show(address) + ": " + e.getMessage(), e);
        }
        Net.OUT.println("listening on " + Net.show(listener.getLocalSocketAddress()));
        ExecutorService pool = Executors.newFixedThreadPool(1100);
        while (true) {
            try {
                Socket client = listener.accept();
                String peer = Net.show(client.getRemoteSocketAddress());
                count("connected", peer, 1);
                pool.execute(() -> serve(client, peer));
            } catch (IOException e) {
                Net.error(e);
            }
        }
    }

    private static synchronized void count(String word, String peer, int change) {
        active += change;
        Net.OUT.println(word + " " + peer + " (active " + active + ")");
    }

    private static void serve(Socket client, String peer) {
        try (Socket socket = client;
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            Frames.write(socket.getOutputStream(), WELCOME);
            byte[] message;
            while ((message = Frames.read(in)) != null) {
                if (Arrays.equals(message, Frames.bytes("/bye"))) {
                    Frames.write(socket.getOutputStream(), Frames.bytes("bye"));
                    break;
                }
                String text = Net.text(message);
                Net.OUT.println(peer + ": " + text);
                Frames.write(socket.getOutputStream(), Frames.bytes("received: " + text));
            }
        } catch (IOException e) {
            Net.error(e);
        } finally {
            count("disconnected", peer, -1);
        }
    }
}
