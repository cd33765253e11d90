package dev.orgledger.rebuilder;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Lines about how far something is. */
final class Screen {

    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final String what;
    private final long began = System.nanoTime();
    private String last = "";

    Screen(PrintStream out, String what) {
        this.out = out;
        this.what = what;
    }

    /** Prints how many are done, how many a second, and how long it will take, by what it took so far. */
    void show(String stage, long done, long total) {
        double seconds = (System.nanoTime() - began) / NANOS;
        double rate = done / Math.max(seconds, 1e-3);
        long left = rate == 0 ? 0 : Math.round(Math.max(0, total - done) / rate);
        say(String.format(Locale.ROOT, "%-12s %,d of %,d %s, %,.0f/s, %s left", stage, done,
                Math.max(done, total), what, rate, text(Duration.ofSeconds(left))));
    }

    void say(String line) {
        if (!line.equals(last)) {
            out.println(line);
            last = line;
        }
    }

    private static String text(Duration time) {
        return time.toMinutes() > 0
                ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + " s";
    }
}
