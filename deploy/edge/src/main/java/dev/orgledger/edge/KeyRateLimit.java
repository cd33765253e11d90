package dev.orgledger.edge;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** How many requests one API key may make in a period, whatever secret of it they come with. */
final class KeyRateLimit {

    private static final int KEYS = 100_000;

    private final Duration period;
    private final @Nullable Allowance allowance;

    /**
     * @param limit requests of one key in a period; 0 for any number
     * @throws IllegalArgumentException for a negative limit or a period that is none
     */
    KeyRateLimit(int limit, Duration period) {
        this.period = period;
        allowance = limit == 0 ? null : new Allowance(limit, period, KEYS);
    }

    /** Counts one request; {@code rate_limited} when it is one too many. */
    void count(String keyId) {
        if (allowance != null && !allowance.takes(keyId)) {
            throw Refusal.of(ErrorCode.RATE_LIMITED).retryAfter(period);
        }
    }
}
