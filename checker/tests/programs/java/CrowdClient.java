import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Lab 5: the main thread types, another one prints, and whichever is through ends the program. */
public final class CrowdClient {
    private static final String USAGE = "CrowdClient HOST PORT";

    private static final AtomicInteger outstanding = new AtomicInteger();
    private static volatile boolean over;

    public static void main(String[] args) {
        Net.main(CrowdClient::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        if (args.length != 2 || args[0].isEmpty()) {
            throw new Net.UsageException(USAGE);
        }
        Socket socket = Net.connect(args[0], Net.port(args[1], 1, USAGE));
        Thread receiver = new Thread(() -> receive(socket), "receiver");
        receiver.start();
        InputStream in = new BufferedInputStream(System.in);
        byte[] line;
        while (!over && (line = Net.readLine(in)) != null) {
            outstanding.incrementAndGet();
            over = Arrays.equals(line, Frames.bytes("/bye"));
            try {
                Frames.write(socket.getOutputStream(), line);
            } catch (IOException e) {
                break; // the receiver says what is missing
            }
        }
        over = true;
        try {
            socket.shutdownOutput();
            receiver.join();
        } catch (IOException e) {
            Net.error(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void receive(Socket socket) {
        IOException trouble = null;
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] payload;
            while ((payload = Frames.read(in)) != null) {
                String text = Net.text(payload);
                Net.OUT.println("ack: " + text);
                if (text.startsWith("received: ") || text.equals("bye")) {
                    outstanding.decrementAndGet();
                }
            }
        } catch (IOException e) {
            trouble = e;
        }
        if (outstanding.get() > 0) {
            trouble = new IOException(outstanding.get() + " messages unacknowledged");
        } else if (trouble == null && !over) {
            trouble = new IOException("the server has closed the connection");
        }
        if (trouble != null) {
            Net.error(trouble);
        }
        System.exit(trouble == null ? 0 : 1);
    }
}
