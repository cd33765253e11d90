package dev.orgledger.command.platform.dispatch;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.orgledger.shared.refusal.Refusal;

/**
 * How many commands there are, how long they take, and how often they are decided anew. A command's meters are made when
 * the first of its kind is over, and found again without a look at labels.
 */
final class CommandMeters {

    private static final Duration[] STEPS = {Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
            Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
            Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5)};

    /** How a command ended. */
    enum Outcome {
        DONE,
        REFUSED,
        FAILED;

        /** @param thrown null when nothing was */
        static Outcome of(@Nullable RuntimeException thrown) {
            if (thrown == null) {
                return DONE;
            }
            return thrown instanceof Refusal refusal && refusal.code().status() < 500 ? REFUSED : FAILED;
        }
    }

    private record Kind(Class<?> command, Outcome outcome) {}

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final Counter again;

    CommandMeters(MeterRegistry registry, Semaphore turns, int atOnce, Retry retry) {
        this.registry = registry;
        Counter conflicts = Counter.builder("orgledger.command.conflicts")
                .description("Attempts at commands that lost a race: somebody else appended first").register(registry);
        Counter afterConflict = retries("conflict");
        again = retries("cache");
        retry.getEventPublisher().onRetry(event -> {
            conflicts.increment();
            afterConflict.increment();
        }).onError(event -> conflicts.increment());
        Gauge.builder("orgledger.commands.running", turns, all -> atOnce - all.availablePermits())
                .description("Commands in hand").register(registry);
        Gauge.builder("orgledger.commands.waiting", turns, Semaphore::getQueueLength)
                .description("Commands that wait for their turn").register(registry);
    }

    private Counter retries(String reason) {
        return Counter.builder("orgledger.command.retries").tag("reason", reason)
                .description("Commands decided once more: after a lost race, or since the cache may have been old")
                .register(registry);
    }

    /** Counts one that was decided on the cache and is decided anew on the store. */
    void decidedAgain() {
        again.increment();
    }

    /** Counts one that is over. */
    void ended(Command command, Outcome outcome, long began) {
        timers.computeIfAbsent(new Kind(command.getClass(), outcome), this::timer)
                .record(Duration.ofNanos(System.nanoTime() - began));
    }

    private Timer timer(Kind kind) {
        return Timer.builder("orgledger.commands").description("Commands, from their arrival to the commit")
                .tag("command", kind.command().getSimpleName())
                .tag("outcome", kind.outcome().name().toLowerCase(Locale.ROOT)).serviceLevelObjectives(STEPS)
                .register(registry);
    }
}
