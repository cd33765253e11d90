package dev.orgledger.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What two calls take on average, in milliseconds, made in turns by one client: whatever else the machine does hits both
 * alike.
 */
record Comparison(double first, double second) {

    /** The slowest are left out: what a garbage collection or another process takes is no cost of a call. */
    private static final double COUNTED = 0.95;

    static Comparison of(Call first, Call second, Duration time) throws IOException {
        List<Duration> ofFirst = new ArrayList<>();
        List<Duration> ofSecond = new ArrayList<>();
        long from = System.nanoTime();
        while (System.nanoTime() - from < time.toNanos()) {
            ofFirst.add(timed(first));
            ofSecond.add(timed(second));
        }
        return new Comparison(mean(ofFirst), mean(ofSecond));
    }

    /** How many times the first the second takes. */
    double ratio() {
        return second / first;
    }

    private static Duration timed(Call call) throws IOException {
        long from = System.nanoTime();
        call.make();
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private static double mean(List<Duration> times) {
        return times.stream().mapToDouble(time -> time.toNanos() / 1e6).sorted()
                .limit((long) Math.ceil(times.size() * COUNTED)).average().orElseThrow();
    }
}
