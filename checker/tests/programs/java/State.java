import java.util.Locale;

/** The states of lab 3's programs. */
enum State {
    LISTENING, DISCONNECTED, CONNECTING, CONNECTED, CLOSED;

    void announce() {
        Net.OUT.println("state: " + name().toLowerCase(Locale.ROOT));
    }
}
