import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;

/** Lab 4: prints the lines it is sent. */
public final class LinesServer {
    public static void main(String[] args) {
        Net.main(LinesServer::run, args);
    }

    private static void run(String[] args) throws Net.UsageException, IOException {
        Net.serveTcp(Net.serverAddress("LinesServer", args), (client, peer) -> {
            try (Lines lines = new Lines(Channels.newInputStream(client))) {
                byte[] line;
                while ((line = lines.next()) != null) {
                    Net.OUT.println("line: " + Net.text(line));
                }
            } catch (EOFException e) {
                Net.error(e);
            } catch (IOException e) {
                Net.error(new IOException(peer + ": " + e.getMessage(), e));
            }
        });
    }
}
