package dev.orgledger.edge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * When API keys were last used, as this process saw it. A request marks its key in memory and is done; what was marked is
 * reported now and then, one time per key, however often it was used. A process that ends without a stop takes the last
 * marks with it, which is no harm.
 */
final class KeyUses implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private final Supplier<@Nullable KeyUseSink> sink;
    private final Duration every;
    private final Clock clock;
    private final Map<String, Instant> marks = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService timer;
    private boolean failing;

    /**
     * @param sink asked for at each report; null where no side of this process takes any
     * @param every the time between two reports
     */
    KeyUses(Supplier<@Nullable KeyUseSink> sink, Duration every, Clock clock) {
        this.sink = sink;
        this.every = every;
        this.clock = clock;
    }

    /** That key is used now. */
    void mark(String keyId) {
        marks.put(keyId, clock.instant());
    }

    /** Reports what was marked since the last time; what cannot be reported stays marked. */
    synchronized void report() {
        Map<String, Instant> taken = new HashMap<>();
        try {
            KeyUseSink present = sink.get();
            if (marks.isEmpty() || present == null) {
                return;
            }
            marks.forEach((keyId, at) -> {
                if (marks.remove(keyId, at)) {
                    taken.put(keyId, at);
                }
            });
            present.report(taken);
            if (failing) {
                LOG.info("The use of API keys is reported again");
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            // An error, too: the timer would end without a word, and with it every later report.
            taken.forEach((keyId, at) -> marks.merge(keyId, at, (a, b) -> a.isAfter(b) ? a : b));
            if (!failing) {
                LOG.warn("The use of API keys cannot be reported, trying again until it can: {}",
                        e.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("key-uses").factory());
            timer.scheduleWithFixedDelay(this::report, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
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
