package dev.orgledger.command.platform.leadership;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.resilience4j.core.IntervalFunction;

/**
 * Does a work that never ends, in a thread of its own, on one of all nodes: the others are candidates and take over within
 * seconds. What goes wrong is tried again, later and later.
 */
public final class SoleWorker {

    private static final Logger LOG = LoggerFactory.getLogger(SoleWorker.class);

    private static final Duration CANDIDACY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    /** The work; returns when {@link Term#over()}. */
    @FunctionalInterface
    public interface Work {
        void during(Term term) throws Exception;
    }

    /** How long it may go on. Not for several threads. */
    public final class Term {

        private final Leadership leadership;
        private long looked = System.nanoTime();

        private Term(Leadership leadership) {
            this.leadership = leadership;
        }

        /**
         * Whether it is time to end, because this node stops.
         *
         * @throws IllegalStateException when the right may have gone to another node: then it has to end at once
         */
        public boolean over() {
            if (System.nanoTime() - looked > LOOK.toNanos()) {
                try (Statement look = leadership.connection().createStatement()) {
                    look.execute("SELECT 1");
                } catch (SQLException e) {
                    throw new IllegalStateException("the right to do this alone may be lost", e);
                }
                looked = System.nanoTime();
            }
            return end.getCount() == 0;
        }

        /** Waits that long, or until this node stops. */
        public void pause(Duration atMost) throws InterruptedException {
            end.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private final DataSource dataSource;
    private final long right;
    private final String name;
    private final Work work;
    private final IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(200, 2.0, 0.3, 5000);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private String state = "";

    private SoleWorker(DataSource dataSource, long right, String name, Work work) {
        this.dataSource = dataSource;
        this.right = right;
        this.name = name;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Starts a candidate. */
    static SoleWorker start(DataSource dataSource, long right, String name, Work work) {
        SoleWorker worker = new SoleWorker(dataSource, right, name, work);
        worker.thread.start();
        return worker;
    }

    /** Ends the work, and waits for that. */
    public void stop() {
        end.countDown();
        try {
            if (!thread.join(PATIENCE_AT_STOP)) {
                thread.interrupt();
                thread.join(PATIENCE_AT_STOP);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            Duration pause = Duration.ZERO;
            while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    report(tryOnce() ? "ended" : "is done by another node", null);
                    failures = 0;
                    pause = CANDIDACY;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception | Error e) {
                    // An error, too: without this thread the work would be done by nobody until the next start.
                    failures++;
                    pause = Duration.ofMillis(backoff.apply(failures));
                    report("is interrupted and tries again", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} interrupted", name);
        }
    }

    private boolean tryOnce() throws Exception {
        Optional<Leadership> won = Leadership.tryTo(dataSource, right);
        if (won.isEmpty()) {
            return false;
        }
        try (Leadership leadership = won.get()) {
            report("goes on", null);
            work.during(new Term(leadership));
        }
        return true;
    }

    /** Once for each change; of an exception the types alone, as its words may hold values. */
    private void report(String now, @Nullable Throwable failure) {
        String said = failure == null ? now : now + ": " + types(failure);
        if (!said.equals(state)) {
            state = said;
            LOG.info("{} {}", name, said);
        }
    }

    private static String types(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown.getClass().getSimpleName() + (cause == null || cause == thrown ? "" : " by " + types(cause));
    }
}
