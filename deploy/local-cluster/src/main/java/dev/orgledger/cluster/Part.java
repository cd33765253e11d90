package dev.orgledger.cluster;

import java.time.Duration;

/** One process of the cluster, which can be broken like any other. */
public interface Part {

    /** What it is called: {@code command-1}, {@code kafka}. */
    String name();

    /** Its process; the one that listens. */
    ProcessHandle process();

    /** Starts it, and returns when it does its work. Only for one that does not run. */
    void start();

    /** Asks it to stop in order, and waits for that. Does nothing where it does not run. */
    void stop();

    /** Whether it should be there: from when it is started until it is stopped by {@link #stop()}. */
    boolean wanted();

    /** Whether its process is there. */
    boolean runs();

    /** Whether it does its work; of a part that asks nothing of others, that it listens. */
    boolean ready();

    /** {@code kill -9}, and waits for the end. */
    default void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        Waiting.until(() -> !runs(), Duration.ofSeconds(30), () -> name() + " does not die");
    }

    /** {@code kill -STOP}: it stands still, and its connections stay. */
    default void suspend() {
        Signals.send("STOP", process());
    }

    /** {@code kill -CONT}. */
    default void resume() {
        Signals.send("CONT", process());
    }
}
