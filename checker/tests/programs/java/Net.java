import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** What the programs of labs 1 and 2 share. */
final class Net {
    /** Whatever the platform's default is, the output is UTF-8. */
    static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    static final PrintStream ERR =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Net() {
    }

    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String usage) {
            super(usage);
        }
    }

    @FunctionalInterface
    interface Program {
        void run(String[] args) throws UsageException, IOException;
    }

    /** What a client does with a connection; the handler need not close it. */
    @FunctionalInterface
    interface Handler {
        void serve(SocketChannel client, String peer) throws IOException;
    }

    static void main(Program program, String[] args) {
        int status = 0;
        try {
            program.run(args);
        } catch (UsageException e) {
            ERR.println("usage: " + e.getMessage());
            status = 2;
        } catch (IOException e) {
            error(e);
            status = 1;
        }
        System.exit(status);
    }

    static void error(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof UnknownHostException) {
            message = "unknown host " + message;
        }
        ERR.println("error: " + message);
    }

    static int port(String text, int lowest, String usage) throws UsageException {
        if (!text.matches("[0-9]{1,5}")) {
            throw new UsageException(usage);
        }
        int port = Integer.parseInt(text);
        if (port < lowest || port > 65535) {
            throw new UsageException(usage);
        }
        return port;
    }

    static String show(SocketAddress address) {
        InetSocketAddress inet = (InetSocketAddress) address;
        String ip = inet.getAddress().getHostAddress();
        return inet.getAddress() instanceof Inet6Address
                ? "[" + ip + "]:" + inet.getPort()
                : ip + ":" + inet.getPort();
    }

    /** The address a server is to be bound to, from its arguments. */
    static InetSocketAddress serverAddress(String name, String[] args)
            throws UsageException, UnknownHostException {
        String usage = name + " PORT [HOST]";
        if (args.length < 1 || args.length > 2 || (args.length == 2 && args[1].isEmpty())) {
            throw new UsageException(usage);
        }
        int port = port(args[0], 0, usage);
        return new InetSocketAddress(
                InetAddress.getByName(args.length == 2 ? args[1] : "127.0.0.1"), port);
    }

    /**
     * The family is always chosen by the address: the sockets that Java makes otherwise are IPv6
     * sockets, and such a socket bound to 0.0.0.0 is in truth bound to [::].
     */
    static ProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }

    /** A TCP server for one client at a time. It returns only by an exception before it listens. */
    static void serveTcp(InetSocketAddress address, Handler handler) throws IOException {
        serveTcp(address, () -> { }, handler);
    }

    /** The same; `ready` is run once clients can come. */
    static void serveTcp(InetSocketAddress address, Runnable ready, Handler handler)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(family(address));
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            listener.bind(address);
        } catch (IOException e) {
            throw new IOException(show(address) + ": " + e.getMessage(), e);
        }
        OUT.println("listening on " + show(listener.getLocalAddress()));
        ready.run();
        while (true) {
            try (SocketChannel client = listener.accept()) {
                handler.serve(client, show(client.getRemoteAddress()));
            } catch (IOException e) {
                error(e);
            }
        }
    }

    static void writeFully(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static Socket connect(String host, int port) throws IOException {
        IOException last = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            InetSocketAddress target = new InetSocketAddress(address, port);
            Socket socket = new Socket();
            try {
                socket.connect(target);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = new IOException(show(target) + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    /** Sends the message, closes the sending side and reads until the server closes. */
    static String converse(Socket socket, byte[] message) throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        out.write(message);
        out.flush();
        socket.shutdownOutput();
        return text(in.readAllBytes());
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The next line without its newline, or null at the end; the last line may lack a newline. */
    static byte[] readLine(InputStream in) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        return line.toByteArray();
    }

    static void upperCase(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] >= 'a' && bytes[i] <= 'z') {
                bytes[i] -= 'a' - 'A';
            }
        }
    }
}
