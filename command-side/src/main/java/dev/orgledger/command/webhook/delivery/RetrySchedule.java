package dev.orgledger.command.webhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

import dev.orgledger.command.webhook.Outcome;

/** When a delivery that failed is tried again: the modelled system's schedule, some 76 hours in all. */
final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5),
            Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
            Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final double JITTER = 0.1;
    /** Too many requests, and gateways whose server is away. */
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 504);
    private static final Duration LEAST_WHEN_OVERLOADED = Duration.ofMinutes(5);
    private static final int GONE = 410;

    private final DoubleSupplier random;

    /** @param random from 0 to 1 */
    RetrySchedule(DoubleSupplier random) {
        this.random = random;
    }

    /** Whether the receiver says that it will never be there again. */
    static boolean gone(Outcome outcome) {
        return outcome.status() != null && outcome.status() == GONE;
    }

    /**
     * The pause after an attempt that failed; empty when it was the last.
     *
     * @param failures how many there were, this one included
     */
    Optional<Duration> after(int failures, Outcome outcome) {
        if (failures > PAUSES.size() || gone(outcome)) {
            return Optional.empty();
        }
        Duration base = PAUSES.get(failures - 1);
        Duration pause = base.plusMillis((long) (base.toMillis() * JITTER * random.getAsDouble()));
        if (outcome.status() != null && OVERLOADED.contains(outcome.status())) {
            pause = longer(pause, LEAST_WHEN_OVERLOADED);
        }
        if (outcome.retryAfter() != null) {
            pause = longer(pause, outcome.retryAfter());
        }
        return Optional.of(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
