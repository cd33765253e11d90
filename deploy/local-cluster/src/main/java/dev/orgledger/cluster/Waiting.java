package dev.orgledger.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that happens in another process. */
final class Waiting {

    private static final Duration POLL = Duration.ofMillis(50);

    private Waiting() {
    }

    /** @throws IllegalStateException with that complaint when it does not happen in time */
    static void until(BooleanSupplier happened, Duration atMost, Supplier<String> complaint) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException(complaint.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
