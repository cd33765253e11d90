package dev.orgledger.edge;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** How many requests one API key may make in a period, whatever secret of it they come with. */
final class KeyRateLimit {

    private static final int KEYS = 100_000;

    private final Duration period;
    private final @Nullable LoadingCache<String, RateLimiter> limiters;

    /**
     * @param limit requests of one key in a period; 0 for any number
     * @throws IllegalArgumentException for a negative limit or a period that is none
     */
    KeyRateLimit(int limit, Duration period) {
        if (limit < 0 || !period.isPositive()) {
            throw new IllegalArgumentException("limit " + limit + ", period " + period);
        }
        this.period = period;
        limiters = limit == 0 ? null : limiters(limit, period);
    }

    /** Counts one request; {@code rate_limited} when it is one too many. */
    void count(String keyId) {
        if (limiters != null && !limiters.get(keyId).acquirePermission()) {
            throw Refusal.of(ErrorCode.RATE_LIMITED).retryAfter(period);
        }
    }

    private static LoadingCache<String, RateLimiter> limiters(int limit, Duration period) {
        RateLimiterConfig config = RateLimiterConfig.custom().limitForPeriod(limit).limitRefreshPeriod(period)
                .timeoutDuration(Duration.ZERO).build();
        // Twice the period: a key that were forgotten within it could start anew.
        return Caffeine.newBuilder().maximumSize(KEYS).expireAfterAccess(period.multipliedBy(2))
                .build(keyId -> RateLimiter.of(keyId, config));
    }
}
