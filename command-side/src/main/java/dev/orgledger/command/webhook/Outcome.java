package dev.orgledger.command.webhook;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param at when it began
 * @param status of the answer; null when there was none, see {@code failure}
 * @param body at most 10,000 bytes of the answer's; null when there was no answer
 * @param failure null when there was an answer
 * @param retryAfter how long the receiver wants to be left alone; null when it does not say
 */
public record Outcome(Instant at, Duration duration, @Nullable Integer status, @Nullable String body,
        @Nullable Failure failure, @Nullable Duration retryAfter) {

    /** Without an answer. */
    public static Outcome failed(Instant at, Duration duration, Failure failure) {
        return new Outcome(at, duration, null, null, failure, null);
    }

    /** Only 2xx confirms a delivery. */
    public boolean delivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** The same, to be kept as the attempt of that number. */
    public Deliveries.Attempt attempt(int number) {
        return new Deliveries.Attempt(number, at, status, (int) Math.min(duration.toMillis(), Integer.MAX_VALUE),
                failure == null ? null : failure.word(), body);
    }
}
