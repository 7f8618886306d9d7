import java.util.concurrent.TimeUnit;

/** Lab 5: two loops at two rates. */
public final class TwoRates {
    public static void main(String[] args) throws InterruptedException {
        long[] times = new long[3];
        try {
            for (int i = 0; i < 3; i++) {
                times[i] = Long.parseUnsignedLong(args[i]);
            }
            if (args.length != 3 || times[0] == 0 || times[1] == 0) {
                throw new NumberFormatException();
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            Net.ERR.println("usage: TwoRates SLOW_MS FAST_MS TOTAL_MS");
            System.exit(2);
        }
        long start = System.nanoTime();
        Thread other = new Thread(() -> print("other", start, times[1], times[2]));
        other.start();
        print("main", start, times[0], times[2]);
        other.join();
    }

    private static void print(String name, long start, long period, long total) {
        try {
            for (int line = 0; line * period < total; line++) {
                long due = start + TimeUnit.MILLISECONDS.toNanos(line * period);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                Net.OUT.println(name + " thread " + line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
