import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.SelectionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lab 8: a file over datagrams. The receiver has a Selector, the sender a thread that reads. */
final class Reliable {
    static final byte DATA = 1;
    static final byte ACK = 2;

    private Reliable() {
    }

    record Segment(byte kind, long number, byte[] payload) {
        ByteBuffer pack() {
            ByteBuffer bytes = ByteBuffer.allocate(8 + payload.length);
            bytes.put(kind).put((byte) 0).putShort((short) 0).putInt((int) number).put(payload);
            bytes.putShort(2, (short) checksum(bytes.array(), bytes.capacity()));
            return bytes.flip();
        }

        /** Null for what never came. */
        static Segment unpack(byte[] array, int length) {
            if (length < 8) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(array, length));
            int claimed = bytes.getShort(2) & 0xffff;
            bytes.putShort(2, (short) 0);
            byte kind = bytes.get(0);
            if (checksum(bytes.array(), length) != claimed || (kind != DATA && kind != ACK)) {
                return null;
            }
            return new Segment(kind, bytes.getInt(4) & 0xffffffffL, Arrays.copyOfRange(bytes.array(), 8, length));
        }

        private static int checksum(byte[] bytes, int length) {
            int sum = 0;
            for (int i = 0; i < length; i++) {
                sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
            }
            while (sum >> 16 != 0) {
                sum = (sum & 0xffff) + (sum >> 16);
            }
            return ~sum & 0xffff;
        }
    }

    public static final class Receiver {
        public static void main(String[] args) {
            Net.main(Receiver::run, args);
        }

        private static void run(String[] args) throws Net.UsageException, IOException {
            String usage = "Receiver PORT FILE [HOST]";
            if (args.length < 2 || args.length > 3) {
                throw new Net.UsageException(usage);
            }
            int port = Net.port(args[0], 0, usage);
            InetAddress host = InetAddress.getByName(args.length == 3 ? args[2] : "127.0.0.1");
            try (OutputStream file = new FileOutputStream(args[1]);
                    Selector selector = Selector.open();
                    DatagramChannel channel = DatagramChannel.open(Net.family(new InetSocketAddress(host, port)))) {
                channel.bind(new InetSocketAddress(host, port));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                Net.OUT.println("listening on " + Net.show(channel.getLocalAddress()));
                Net.OUT.println("received " + receive(selector, channel, file) + " bytes");
            }
        }

        private static long receive(Selector selector, DatagramChannel channel, OutputStream file)
                throws IOException {
            TreeMap<Long, byte[]> early = new TreeMap<>();
            ByteBuffer buffer = ByteBuffer.allocate(65536);
            SocketAddress sender = null;
            long expected = 0;
            long total = 0;
            long deadline = 0;
            while (true) {
                long left = deadline - System.nanoTime();
                if (deadline != 0 && left <= 0) {
                    return total;
                }
                selector.select(deadline == 0 ? 0 : left / 1_000_000 + 1);
                selector.selectedKeys().clear();
                buffer.clear();
                SocketAddress peer = channel.receive(buffer);
                Segment segment = peer == null ? null : Segment.unpack(buffer.array(), buffer.position());
                if (segment == null || segment.kind() != DATA) {
                    continue;
                }
                if (sender == null && segment.number() == 0) {
                    sender = peer;
                }
                if (!peer.equals(sender)) {
                    continue;
                }
                if (segment.number() >= expected && deadline == 0) {
                    early.put(segment.number(), segment.payload());
                }
                byte[] payload;
                while ((payload = early.remove(expected)) != null) {
                    file.write(payload);
                    total += payload.length;
                    expected++;
                    if (payload.length == 0) {
                        deadline = 1;
                    }
                }
                if (deadline != 0) {
                    deadline = System.nanoTime() + 1_000_000_000L;
                }
                channel.send(new Segment(ACK, expected, new byte[0]).pack(), peer);
            }
        }
    }

    public static final class Sender {
        private final DatagramSocket socket;
        private final InetSocketAddress receiver;
        private final List<byte[]> segments = new ArrayList<>();
        private final LinkedBlockingQueue<Long> numbers = new LinkedBlockingQueue<>();
        private final int window;
        private final long[] sentAt;
        private final int[] times;
        private double smoothed = -1;
        private double deviation;
        private double timeOut = 100;

        private Sender(DatagramSocket socket, InetSocketAddress receiver, byte[] file, int window) {
            this.socket = socket;
            this.receiver = receiver;
            this.window = window;
            for (int at = 0; at < file.length; at += 1000) {
                add(Arrays.copyOfRange(file, at, Math.min(at + 1000, file.length)));
            }
            add(new byte[0]);
            sentAt = new long[segments.size()];
            times = new int[segments.size()];
        }

        private void add(byte[] payload) {
            segments.add(new Segment(DATA, segments.size(), payload).pack().array());
        }

        public static void main(String[] args) {
            Net.main(Sender::run, args);
        }

        private static void run(String[] args) throws Net.UsageException, IOException {
            String usage = "Sender HOST PORT FILE [WINDOW]";
            if (args.length < 3 || args.length > 4) {
                throw new Net.UsageException(usage);
            }
            int port = Net.port(args[1], 0, usage);
            int window = args.length == 4 ? Net.port(args[3], 1, usage) : 1;
            if (window > 1024) {
                throw new Net.UsageException(usage);
            }
            byte[] file = Files.readAllBytes(Path.of(args[2]));
            IOException trouble = new IOException("no address");
            for (InetAddress address : InetAddress.getAllByName(args[0])) {
                try (DatagramSocket socket = new DatagramSocket()) {
                    new Sender(socket, new InetSocketAddress(address, port), file, window).transfer();
                    Net.OUT.println("sent " + file.length + " bytes");
                    return;
                } catch (IOException e) {
                    trouble = e;
                }
            }
            throw trouble;
        }

        private void read() {
            DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
            while (!socket.isClosed()) {
                try {
                    packet.setLength(65536);
                    socket.receive(packet);
                } catch (SocketTimeoutException e) {
                    continue;
                } catch (IOException e) {
                    return;
                }
                Segment segment = Segment.unpack(packet.getData(), packet.getLength());
                if (segment != null && segment.kind() == ACK && packet.getSocketAddress().equals(receiver)) {
                    numbers.add(segment.number());
                }
            }
        }

        private void transfer() throws IOException {
            Thread reader = new Thread(this::read, "reader");
            reader.setDaemon(true);
            reader.start();
            int first = 0;
            int next = 0;
            int repetitions = 0;
            int silent = 0;
            long deadline = deadline();
            while (first < segments.size()) {
                while (next < segments.size() && next < first + window) {
                    send(next++);
                }
                Long number = await(deadline);
                if (number == null) {
                    if (++silent == 8) {
                        throw new IOException("no answer from " + Net.show(receiver));
                    }
                    timeOut = Math.min(500, 2 * timeOut);
                    for (int i = first; i < next; i++) {
                        send(i);
                    }
                    deadline = deadline();
                } else if (number == first && ++repetitions == 3) {
                    send(first);
                } else if (number > first && number <= segments.size()) {
                    learn(first, number.intValue());
                    first = number.intValue();
                    next = Math.max(next, first);
                    repetitions = 0;
                    silent = 0;
                    deadline = deadline();
                }
            }
        }

        private long deadline() {
            return System.nanoTime() + (long) (timeOut * 1e6);
        }

        private Long await(long deadline) throws IOException {
            try {
                return numbers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void send(int number) throws IOException {
            sentAt[number] = System.nanoTime();
            times[number]++;
            byte[] bytes = segments.get(number);
            socket.send(new DatagramPacket(bytes, bytes.length, receiver));
        }

        private void learn(int first, int number) {
            for (int i = first; i < number; i++) {
                if (times[i] != 1) {
                    return;
                }
            }
            double sample = (System.nanoTime() - sentAt[number - 1]) / 1e6;
            if (smoothed < 0) {
                smoothed = sample;
                deviation = sample / 2;
            } else {
                deviation += (Math.abs(smoothed - sample) - deviation) / 4;
                smoothed += (sample - smoothed) / 8;
            }
            timeOut = Math.min(500, Math.max(20, smoothed + 4 * deviation));
        }
    }
}
