import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lab 3: the client that never gives up.
 *
 * <p>Everything that can happen is an event in one queue: a thread reads stdin, a thread for each
 * connection reads the answers, and the main thread alone decides and sends.
 */
public final class RobustClient {
    private static final String USAGE = "RobustClient HOST PORT";
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final byte[] CLOSE = "close".getBytes(StandardCharsets.US_ASCII);

    private interface Event {
    }

    private record Typed(byte[] line) implements Event {
    }

    private record Answered(Socket from, String answer) implements Event {
    }

    private record Lost(Socket from, IOException reason) implements Event {
    }

    private final String host;
    private final int port;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    /** Its first line is the one in flight; it goes when it has its answer. */
    private final Deque<byte[]> unanswered = new ArrayDeque<>();

    private RobustClient(String host, int port) {
        this.host = host;
        this.port = port;
    }

    public static void main(String[] args) {
        Net.main(RobustClient::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        if (args.length != 2 || args[0].isEmpty()) {
            throw new Net.UsageException(USAGE);
        }
        RobustClient client = new RobustClient(args[0], Net.port(args[1], 1, USAGE));
        daemon("stdin", client::readStdin);
        try {
            client.keepTalking();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void readStdin() {
        try {
            byte[] line;
            while ((line = Net.readLine(System.in)) != null) {
                events.add(new Typed(Lines.isClose(line) ? CLOSE : line));
            }
        } catch (IOException e) {
            Net.error(e);
        }
        events.add(new Typed(CLOSE));
    }

    private void readAnswers(Socket socket) {
        try {
            Lines answers = new Lines(socket.getInputStream());
            byte[] answer;
            while ((answer = answers.next()) != null) {
                events.add(new Answered(socket, Net.text(answer)));
            }
            events.add(new Lost(socket, new IOException("the server has closed the connection")));
        } catch (IOException e) {
            events.add(new Lost(socket, e));
        }
    }

    private void keepTalking() throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        State.DISCONNECTED.announce();
        while (true) {
            State.CONNECTING.announce();
            try (Socket socket = Net.connect(host, port)) {
                State.CONNECTED.announce();
                pause = FIRST_PAUSE_MILLIS;
                daemon("answers", () -> readAnswers(socket));
                converse(socket);
                State.CLOSED.announce();
                return;
            } catch (IOException e) {
                Net.error(e);
            }
            State.DISCONNECTED.announce();
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Returns when the server has answered "closed"; an IOException says that it is lost. */
    private void converse(Socket socket) throws IOException, InterruptedException {
        boolean waiting = false;
        while (true) {
            if (!waiting && !unanswered.isEmpty()) {
                send(socket, unanswered.getFirst());
                waiting = true;
            }
            Event event = events.take();
            if (event instanceof Typed typed) {
                unanswered.add(typed.line());
            } else if (event instanceof Answered answered && answered.from() == socket) {
                boolean closing = waiting && unanswered.getFirst() == CLOSE;
                if (!waiting || !answered.answer().equals(closing ? "closed" : "accepted")) {
                    throw new IOException("unexpected answer: " + answered.answer());
                }
                if (closing) {
                    return;
                }
                unanswered.removeFirst();
                waiting = false;
            } else if (event instanceof Lost lost && lost.from() == socket) {
                throw lost.reason();
            }
            // what is left over is news of a connection that is history
        }
    }

    private static void send(Socket socket, byte[] line) throws IOException {
        byte[] bytes = Arrays.copyOf(line, line.length + 1);
        bytes[line.length] = '\n';
        socket.getOutputStream().write(bytes);
    }
}
