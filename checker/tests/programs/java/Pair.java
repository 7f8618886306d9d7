import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/** Lab 6: what is typed here is read there, and the other way round. */
public final class Pair {
    private Pair() {
    }

    static void print(Socket socket) throws IOException {
        InputStream in = new java.io.BufferedInputStream(socket.getInputStream());
        byte[] line;
        while ((line = Net.readLine(in)) != null) {
            Net.OUT.println(Net.text(line));
        }
    }

    private static void send(Socket socket, byte[] line) throws IOException {
        byte[] ended = java.util.Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        socket.getOutputStream().write(ended);
    }

    static final class Server {
        private static final AtomicReference<Socket> CURRENT = new AtomicReference<>();

        public static void main(String[] args) {
            Net.main(Server::run, args);
        }

        private static void run(String[] args) throws Net.UsageException, IOException {
            java.net.InetSocketAddress address = Net.serverAddress("Pair$Server", args);
            ServerSocket listener = new ServerSocket(address.getPort(), 50, address.getAddress());
            Net.OUT.println("listening on " + Net.show(listener.getLocalSocketAddress()));
            Thread keyboard = new Thread(Server::keyboard, "keyboard");
            keyboard.setDaemon(true);
            keyboard.start();
            while (true) {
                try (Socket client = listener.accept()) {
                    CURRENT.set(client);
                    try {
                        print(client);
                    } catch (IOException e) {
                        if (CURRENT.get() == client) {
                            Net.error(e);
                        }
                    }
                    CURRENT.compareAndSet(client, null);
                }
            }
        }

        private static void keyboard() {
            try {
                byte[] line;
                while ((line = Net.readLine(System.in)) != null) {
                    Socket client = CURRENT.get();
                    if (client == null) {
                        Net.ERR.println("error: nobody is connected");
                    } else if (Net.text(line).equals("EXIT")) {
                        CURRENT.compareAndSet(client, null);
                        client.close();
                    } else {
                        send(client, line);
                    }
                }
            } catch (IOException e) {
                Net.error(e);
            }
        }
    }

    static final class Client {
        public static void main(String[] args) {
            Net.main(Client::run, args);
        }

        private static void run(String[] args) throws Net.UsageException, IOException {
            if (args.length != 2) {
                throw new Net.UsageException("Pair$Client HOST PORT");
            }
            Socket socket = Net.connect(args[0], Net.port(args[1], 1, "Pair$Client HOST PORT"));
            Thread keyboard = new Thread(() -> Net.main(nothing -> {
                byte[] line;
                while ((line = Net.readLine(System.in)) != null && !Net.text(line).equals("EXIT")) {
                    send(socket, line);
                }
            }, args), "keyboard");
            keyboard.start();
            print(socket);
        }
    }
}
