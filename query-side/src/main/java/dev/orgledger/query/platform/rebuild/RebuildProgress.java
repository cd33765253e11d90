package dev.orgledger.query.platform.rebuild;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** How far a rebuild is; written by its threads, read by whoever shows it. */
public final class RebuildProgress {

    /** What is being done. */
    public enum Stage {
        /** Reads everything that was there at the beginning. */
        BUILDING,
        /** Reads what came meanwhile. */
        CATCHING_UP,
        /** Leaves the former documents to those who are not done with them. */
        SWITCHED,
        /** Nothing more. */
        DONE
    }

    private final LongAdder events = new LongAdder();
    private volatile long total;
    private volatile Stage stage = Stage.BUILDING;
    private final long began = System.nanoTime();
    private volatile long switched = began;

    /** Events that were taken in. */
    public long events() {
        return events.sum();
    }

    /** Events that were there at the beginning, about. */
    public long total() {
        return total;
    }

    /** What is being done. */
    public Stage stage() {
        return stage;
    }

    void taken(long more) {
        events.add(more);
    }

    void expected(long all) {
        total = all;
    }

    /** How long it took until the new documents were the current ones. */
    public Duration took() {
        return Duration.ofNanos(switched - began);
    }

    void enters(Stage next) {
        if (next == Stage.SWITCHED) {
            switched = System.nanoTime();
        }
        stage = next;
    }
}
