import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Lab 3: the server that is always back to listening. */
public final class RobustServer {
    public static void main(String[] args) {
        Net.main(RobustServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        Net.serveTcp(Net.serverAddress("RobustServer", args), State.LISTENING::announce,
                (client, peer) -> {
                    State.CONNECTED.announce();
                    try {
                        serve(client);
                        client.close();
                    } catch (IOException e) {
                        Net.error(new IOException(peer + ": " + e.getMessage(), e));
                    } finally {
                        // no matter what; a second close() does nothing
                        client.close();
                        State.LISTENING.announce();
                    }
                });
    }

    private static void serve(SocketChannel client) throws IOException {
        Lines lines = new Lines(Channels.newInputStream(client));
        byte[] line;
        while ((line = lines.next()) != null) {
            if (Lines.isClose(line)) {
                answer(client, "closed");
                return;
            }
            Net.OUT.println("received: " + Net.text(line));
            answer(client, "accepted");
        }
    }

    private static void answer(SocketChannel client, String word) throws IOException {
        Net.writeFully(client, StandardCharsets.US_ASCII.encode(word + "\n"));
    }
}
