import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Lab 6: the chat server and its line client. */
public final class Chat {
    private static final int LARGEST = 1 << 20;

    private Chat() {
    }

    static byte[] frame(InputStream in) throws IOException {
        byte[] header = in.readNBytes(4);
        if (header.length == 0) {
            return null;
        }
        if (header.length < 4) {
            throw new EOFException("connection closed mid-frame");
        }
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt());
        if (length > LARGEST) {
            throw new IOException("frame of " + length + " bytes is larger than " + LARGEST);
        }
        byte[] payload = new byte[(int) length];
        new DataInputStream(in).readFully(payload);
        return payload;
    }

    static void send(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    static final class Server {
        private static final TreeMap<String, User> USERS = new TreeMap<>();
        private static final String END = new String("");

        public static void main(String[] args) {
            Net.main(Server::run, args);
        }

        private static void run(String[] args) throws Net.UsageException, IOException {
            java.net.InetSocketAddress address = Net.serverAddress("Chat$Server", args);
            ServerSocket listener = new ServerSocket(address.getPort(), 200, address.getAddress());
            Net.OUT.println("listening on " + Net.show(listener.getLocalSocketAddress()));
            while (true) {
                User user = new User(listener.accept());
                new Thread(user::read).start();
                new Thread(user::write).start();
            }
        }

        private static final class User {
            private final Socket socket;
            private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(256);
            private String name;

            User(Socket socket) {
                this.socket = socket;
            }

            void write() {
                try {
                    String text;
                    while ((text = queue.take()) != END) {
                        send(socket, text);
                    }
                } catch (IOException e) {
                    // who reads will see it as well
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                close();
            }

            void close() {
                try {
                    socket.close();
                } catch (IOException e) {
                    Net.error(e);
                }
            }

            void post(String text) {
                if (!queue.offer(text)) {
                    close();
                }
            }

            void read() {
                try {
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    byte[] payload;
                    while ((payload = frame(in)) != null && obey(payload)) {
                    }
                } catch (IOException e) {
                    Net.error(e);
                }
                synchronized (USERS) {
                    if (name != null) {
                        USERS.remove(name);
                        USERS.values().forEach(other -> other.post("LEFT " + name));
                    }
                }
                try {
                    if (!socket.isClosed()) {
                        queue.put(END);
                    } else {
                        queue.clear();
                        queue.add(END);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            private boolean obey(byte[] payload) {
                String line;
                try {
                    line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
                } catch (CharacterCodingException e) {
                    line = "";
                }
                String[] words = line.split(" ", 3);
                synchronized (USERS) {
                    if (name == null) {
                        if (words[0].equals("LOGIN")) {
                            logIn(line.length() < 6 ? "" : line.substring(6));
                        } else {
                            post("ERR not-logged-in please LOGIN");
                        }
                    } else if (line.equals("QUIT")) {
                        return false;
                    } else if (words[0].equals("LOGIN")) {
                        post("ERR already-logged-in as " + name);
                    } else if (line.equals("USERS")) {
                        post("USERS " + String.join(" ", USERS.keySet()));
                    } else if (!words[0].equals("MSG") || words.length < 3 || words[2].isEmpty()) {
                        post("ERR bad-command MSG, USERS, QUIT");
                    } else {
                        String message = "MSG " + name + " " + words[2];
                        if (message.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
                            post("ERR bad-command too long");
                        } else if (!USERS.containsKey(words[1])) {
                            post("ERR no-such-user who is that");
                        } else {
                            USERS.get(words[1]).post(message);
                        }
                    }
                }
                return true;
            }

            private void logIn(String wanted) {
                if (!wanted.matches("[a-zA-Z0-9_-]{1,16}")) {
                    post("ERR bad-name no");
                } else if (USERS.containsKey(wanted)) {
                    post("ERR name-taken no");
                } else {
                    name = wanted;
                    post("OK " + name);
                    USERS.values().forEach(other -> other.post("JOINED " + name));
                    USERS.put(name, this);
                }
            }
        }
    }

    static final class Client {
        private static volatile boolean leaving;

        public static void main(String[] args) {
            Net.main(Client::run, args);
        }

        private static void run(String[] args) throws Net.UsageException, IOException {
            String usage = "Chat$Client HOST PORT NAME";
            if (args.length != 3) {
                throw new Net.UsageException(usage);
            }
            Socket socket = Net.connect(args[0], Net.port(args[1], 1, usage));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            send(socket, "LOGIN " + args[2]);
            String answer = next(in);
            if (!answer.startsWith("OK ")) {
                throw new IOException(answer);
            }
            Net.OUT.println("logged in as " + answer.substring(3));
            Thread keyboard = new Thread(() -> Net.main(nothing -> type(socket), args), "keyboard");
            keyboard.setDaemon(true);
            keyboard.start();
            while (true) {
                String line = next(in);
                int space = line.indexOf(' ');
                String rest = line.substring(space + 1);
                switch (line.substring(0, Math.max(space, 0))) {
                    case "MSG" -> Net.OUT.println(rest.replaceFirst(" ", ": "));
                    case "USERS" -> Net.OUT.println("users: " + rest);
                    case "JOINED" -> Net.OUT.println("* " + rest + " joined");
                    case "LEFT" -> Net.OUT.println("* " + rest + " left");
                    default -> Net.ERR.println("error: " + rest);
                }
            }
        }

        private static String next(InputStream in) throws IOException {
            byte[] payload = frame(in);
            if (payload == null) {
                if (leaving) {
                    System.exit(0);
                }
                throw new EOFException("the server has gone");
            }
            return Net.text(payload);
        }

        private static void type(Socket socket) throws IOException {
            String to = null;
            byte[] typed;
            while ((typed = Net.readLine(System.in)) != null) {
                String line = Net.text(typed);
                if (line.equals("/bye")) {
                    break;
                } else if (line.equals("/users")) {
                    send(socket, "USERS");
                } else if (line.startsWith("/chat ")) {
                    to = line.substring(6);
                } else if (to == null) {
                    Net.ERR.println("error: choose somebody with /chat NAME");
                } else {
                    send(socket, "MSG " + to + " " + line);
                }
            }
            leaving = true;
            send(socket, "QUIT");
        }
    }
}
