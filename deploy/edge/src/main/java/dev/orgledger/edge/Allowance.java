package dev.orgledger.edge;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/** How often each of many may do something in a period. */
final class Allowance {

    private final LoadingCache<String, RateLimiter> limiters;

    /**
     * @param limit so often in a period
     * @param remembered of so many at once; who is forgotten starts anew
     * @throws IllegalArgumentException for a limit below one or a period that is none
     */
    Allowance(int limit, Duration period, int remembered) {
        if (limit < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("limit " + limit + ", period " + period);
        }
        RateLimiterConfig config = RateLimiterConfig.custom().limitForPeriod(limit).limitRefreshPeriod(period)
                .timeoutDuration(Duration.ZERO).build();
        // Twice the period: who were forgotten within it could start anew.
        limiters = Caffeine.newBuilder().maximumSize(remembered).expireAfterAccess(period.multipliedBy(2))
                .build(name -> RateLimiter.of(name, config));
    }

    /** Counts once for that one; false when it is once too often. */
    boolean takes(String name) {
        return limiters.get(name).acquirePermission();
    }
}
