import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Lab 2: answers every datagram with the same bytes in ASCII upper case. */
public final class UpperServer {
    public static void main(String[] args) {
        Net.main(UpperServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        InetSocketAddress address = Net.serverAddress("UpperServer", args);
        DatagramChannel channel = DatagramChannel.open(Net.family(address));
        try {
            channel.bind(address);
        } catch (IOException e) {
            throw new IOException(Net.show(address) + ": " + e.getMessage(), e);
        }
        Net.OUT.println("listening on " + Net.show(channel.getLocalAddress()));

        ByteBuffer buffer = ByteBuffer.allocate(65536);
        while (true) {
            try {
                buffer.clear();
                SocketAddress sender = channel.receive(buffer);
                buffer.flip();
                Net.upperCase(buffer.array(), 0, buffer.limit());
                channel.send(buffer, sender);
            } catch (IOException e) {
                Net.error(e);
            }
        }
    }
}
