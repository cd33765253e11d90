package dev.orgledger.benchmark.faults;

/** The one clock of a run: all clients are in this process, so what one was told before another asked can be told. */
final class RunClock {

    private final long from = System.nanoTime();

    /** Microseconds since the run began. */
    long now() {
        return (System.nanoTime() - from) / 1000;
    }
}
