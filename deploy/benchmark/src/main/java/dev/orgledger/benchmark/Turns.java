package dev.orgledger.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long two calls take, made in turns by one client: whatever else the machine does hits both alike. */
record Turns(Latencies first, Latencies second) {

    private static final int FEWEST = 5;

    /** As many as the time allows, but not more than that, and a few in any case. */
    static Turns of(Call first, Call second, Duration time, int most) throws IOException {
        List<Duration> ofFirst = new ArrayList<>();
        List<Duration> ofSecond = new ArrayList<>();
        long from = System.nanoTime();
        while (ofFirst.size() < most
                && (ofFirst.size() < FEWEST || System.nanoTime() - from < time.toNanos())) {
            ofFirst.add(timed(first));
            ofSecond.add(timed(second));
        }
        return new Turns(Latencies.of(ofFirst), Latencies.of(ofSecond));
    }

    /** How many times the median of the first that of the second is. */
    double ofMedians() {
        return second.p50() / first.p50();
    }

    /** The same of the slowest in a hundred. */
    double ofSlowest() {
        return second.p99() / first.p99();
    }

    private static Duration timed(Call call) throws IOException {
        long from = System.nanoTime();
        call.make();
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
