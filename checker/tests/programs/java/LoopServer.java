import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Queue;

/** Lab 7: a Selector, and a guest as the attachment of each key. */
public final class LoopServer {
    private static final String USAGE = "LoopServer PORT [HOST] [IDLE_MS]";
    private static final int LARGEST = 1 << 20;
    private static final int ENOUGH = 256 * 1024;
    private static final long PAUSE = 1000;

    /** One for all guests: only one is read from at a time. */
    private static final ByteBuffer PIECE = ByteBuffer.allocateDirect(64 * 1024);

    private static Selector selector;
    private static SelectionKey door;
    private static long idle = -1;
    private static long retry = -1;
    private static int active;

    public static void main(String[] args) {
        Net.main(LoopServer::run, args);
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        String[] words = args;
        if (args.length == 3) {
            if (!args[2].matches("[0-9]{1,9}")) {
                throw new Net.UsageException(USAGE);
            }
            idle = Long.parseLong(args[2]);
            words = Arrays.copyOf(args, 2);
        }
        InetSocketAddress address = Net.serverAddress("LoopServer", words);
        ServerSocketChannel listener = ServerSocketChannel.open(Net.family(address));
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(address);
        listener.configureBlocking(false);
        selector = Selector.open();
        door = listener.register(selector, SelectionKey.OP_ACCEPT);
        Net.OUT.println("listening on " + Net.show(listener.getLocalAddress()));
        while (true) {
            turn(listener);
        }
    }

    private static void turn(ServerSocketChannel listener) throws IOException {
        long due = due();
        if (due < 0) {
            selector.select();
        } else if (due <= now()) {
            selector.selectNow();
        } else {
            selector.select(due - now());
        }
        boolean comes = false;
        for (SelectionKey key : selector.selectedKeys()) {
            if (key == door) {
                comes = true;
            } else if (key.isValid()) {
                ((Guest) key.attachment()).goOn(key.isReadable());
            }
        }
        selector.selectedKeys().clear();
        if (idle >= 0) {
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                if (key.attachment() instanceof Guest) {
                    ((Guest) key.attachment()).lookAtTheClock();
                }
            }
        }
        if (comes) {
            acceptAll(listener);
        }
        if (retry >= 0 && now() >= retry) {
            listen();
        }
    }

    private static long due() {
        long due = retry;
        if (idle >= 0) {
            for (SelectionKey key : selector.keys()) {
                if (key.isValid() && key.attachment() instanceof Guest) {
                    Guest guest = (Guest) key.attachment();
                    if (guest.isHeard() && (due < 0 || guest.heard + idle < due)) {
                        due = guest.heard + idle;
                    }
                }
            }
        }
        return due;
    }

    private static void listen() {
        retry = -1;
        door.interestOps(SelectionKey.OP_ACCEPT);
    }

    private static void acceptAll(ServerSocketChannel listener) throws IOException {
        while (true) {
            SocketChannel channel;
            try {
                channel = listener.accept();
            } catch (IOException e) {
                Net.error(e);
                door.interestOps(0);
                retry = now() + PAUSE;
                return;
            }
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            new Guest(channel).goOn(false);
        }
    }

    private static final class Guest {
        final SocketChannel channel;
        final String peer;
        final SelectionKey key;
        final Queue<ByteBuffer> out = new ArrayDeque<>();
        byte[] in = new byte[0];
        int waiting;
        boolean finished;
        long heard = now();

        Guest(SocketChannel channel) throws IOException {
            this.channel = channel;
            peer = Net.show(channel.getRemoteAddress());
            key = channel.register(selector, SelectionKey.OP_READ, this);
            active++;
            Net.OUT.println("connected " + peer + " (active " + active + ")");
            put(Frames.bytes("Welcome, you are connected to the server"));
        }

        boolean isHeard() {
            return !finished && waiting < ENOUGH;
        }

        void put(byte[]... parts) {
            int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
            ByteBuffer frame = ByteBuffer.allocate(4 + length).putInt(length);
            for (byte[] part : parts) {
                frame.put(part);
            }
            frame.flip();
            out.add(frame);
            waiting += frame.remaining();
        }

        void goOn(boolean readable) {
            try {
                if (readable && isHeard()) {
                    receive();
                }
                send();
                if (finished && out.isEmpty()) {
                    part();
                } else {
                    key.interestOps((isHeard() ? SelectionKey.OP_READ : 0)
                            | (out.isEmpty() ? 0 : SelectionKey.OP_WRITE));
                }
            } catch (IOException e) {
                Net.ERR.println("error: " + peer + ": " + e.getMessage());
                part();
            }
        }

        void lookAtTheClock() {
            if (key.isValid() && isHeard() && now() >= heard + idle) {
                put(Frames.bytes("idle"));
                finished = true;
                goOn(false);
            }
        }

        private void receive() throws IOException {
            PIECE.clear();
            int got = channel.read(PIECE);
            if (got < 0) {
                finished = true;
                if (in.length > 0) {
                    throw new EOFException("connection closed mid-frame");
                }
                return;
            }
            if (got > 0) {
                heard = now();
            }
            PIECE.flip();
            int before = in.length;
            in = Arrays.copyOf(in, before + PIECE.remaining());
            PIECE.get(in, before, PIECE.remaining());
            answer();
        }

        private void answer() throws IOException {
            int start = 0;
            while (!finished && in.length - start >= 4) {
                long length = Integer.toUnsignedLong(ByteBuffer.wrap(in, start, 4).getInt());
                if (length > LARGEST) {
                    throw new IOException("frame of " + length + " bytes is larger than " + LARGEST);
                }
                if (in.length - start - 4 < length) {
                    break;
                }
                byte[] payload = Arrays.copyOfRange(in, start + 4, start + 4 + (int) length);
                start += 4 + payload.length;
                if (Arrays.equals(payload, Frames.bytes("/bye"))) {
                    put(Frames.bytes("bye"));
                    finished = true;
                } else {
                    Net.OUT.println(peer + ": " + Net.text(payload));
                    put(Frames.bytes("received: "), payload);
                }
            }
            in = Arrays.copyOfRange(in, start, in.length);
        }

        private void send() throws IOException {
            while (!out.isEmpty()) {
                int sent = channel.write(out.peek());
                waiting -= sent;
                if (out.peek().hasRemaining()) {
                    break;
                }
                out.remove();
            }
            if (waiting >= ENOUGH) {
                heard = now();
            }
        }

        private void part() {
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                Net.error(e);
            }
            active--;
            Net.OUT.println("disconnected " + peer + " (active " + active + ")");
            listen();
        }
    }
}
