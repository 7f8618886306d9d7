import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Lab 1: a TCP echo server. */
public final class EchoServer {
    public static void main(String[] args) {
        Net.main(EchoServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        Net.serveTcp(Net.serverAddress("EchoServer", args), (client, peer) -> {
            Net.OUT.println("connected " + peer);
            try {
                echo(client);
                client.close();
            } catch (IOException e) {
                Net.error(e);
            } finally {
                Net.OUT.println("disconnected " + peer);
            }
        });
    }

    private static void echo(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16384);
        while (client.read(buffer) >= 0) {
            Net.writeFully(client, buffer.flip());
            buffer.clear();
        }
    }
}
