import java.io.IOException;
import java.nio.ByteBuffer;

/** Lab 2: the upper-case service over TCP. */
public final class UpperTcpServer {
    public static void main(String[] args) {
        Net.main(UpperTcpServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        Net.serveTcp(Net.serverAddress("UpperTcpServer", args), (client, peer) -> {
            ByteBuffer buffer = ByteBuffer.allocate(16384);
            while (client.read(buffer) >= 0) {
                buffer.flip();
                Net.upperCase(buffer.array(), 0, buffer.limit());
                Net.writeFully(client, buffer);
                buffer.clear();
            }
        });
    }
}
