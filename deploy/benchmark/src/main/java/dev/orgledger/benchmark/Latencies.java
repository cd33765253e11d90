package dev.orgledger.benchmark;

import java.time.Duration;
import java.util.Collection;

/** Percentiles of measured times, in milliseconds. */
record Latencies(double p50, double p99, int count) {

    static Latencies of(Collection<Duration> times) {
        double[] sorted = times.stream().mapToDouble(time -> time.toNanos() / 1e6).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        return new Latencies(at(sorted, 0.50), at(sorted, 0.99), sorted.length);
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }

    @Override
    public String toString() {
        return Table.number(p50) + " / " + Table.number(p99) + " ms of " + Table.number(count);
    }
}
