package dev.orgledger.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Refused attempts on their way to whoever keeps them. A request leaves its own here and is done. They wait in memory for as
 * long as they cannot be handed on, until there is no room for more; a process that is killed takes them with it.
 */
final class Denials implements SmartLifecycle {

    /** Some 500 KB. */
    static final int ROOM = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final int AT_ONCE = 200;

    private final Supplier<@Nullable DenialSink> sink;
    private final BlockingQueue<Supplier<Optional<Denial>>> waiting = new ArrayBlockingQueue<>(ROOM);
    /** Those in hand: taken out of the queue, and not confirmed yet. */
    private final List<Denial> taken = new ArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private @Nullable ScheduledExecutorService timer;
    private boolean failing;

    /** @param sink asked for at each report; null where no side of this process takes any */
    Denials(Supplier<@Nullable DenialSink> sink) {
        this.sink = sink;
    }

    /**
     * Takes that one along, without a wait.
     *
     * @param noted what there is to tell of it, if anything: found out later and elsewhere, so that how long a refusal takes
     *            tells nothing
     */
    void add(Supplier<Optional<Denial>> noted) {
        if (!waiting.offer(noted)) {
            drop();
        }
    }

    /** Counts one that nobody will hear of. */
    void drop() {
        if (dropped.getAndIncrement() == 0) {
            LOG.warn("Refused attempts are missing in the audit log: see orgledger_denials_dropped_total");
        }
    }

    /** How many there were no room for, or something went wrong with. */
    long dropped() {
        return dropped.get();
    }

    /** Looks at what was noted, and hands on what there is to tell; what cannot be handed on stays. */
    synchronized void report() {
        try {
            DenialSink present = sink.get();
            take();
            while (!taken.isEmpty()) {
                if (present != null) {
                    present.report(List.copyOf(taken));
                }
                taken.clear();
                take();
            }
            if (failing) {
                LOG.info("Refused attempts are reported again");
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            // An error, too: the timer would end without a word, and with it every later report.
            if (!failing) {
                LOG.warn("Refused attempts cannot be reported, trying again until they can: {}",
                        e.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    private void take() {
        for (Supplier<Optional<Denial>> noted = next(); noted != null; noted = next()) {
            try {
                noted.get().ifPresent(taken::add);
            } catch (RuntimeException e) {
                LOG.warn("A refused attempt could not be looked at: {}", e.getClass().getSimpleName());
                drop();
            }
        }
    }

    private @Nullable Supplier<Optional<Denial>> next() {
        return taken.size() < AT_ONCE ? waiting.poll() : null;
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("denials").factory());
            timer.scheduleWithFixedDelay(this::report, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running;
        synchronized (this) {
            running = timer;
            timer = null;
        }
        if (running != null) {
            running.shutdownNow();
            report();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** Stopped after the web server: the last requests count, too. */
    @Override
    public int getPhase() {
        return 0;
    }
}
