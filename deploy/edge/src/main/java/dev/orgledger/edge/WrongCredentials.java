package dev.orgledger.edge;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * Slows down who tries credentials: an address may send so many wrong ones in a period, and gets 429 for more. Asked
 * only after a credential was found wrong, so that a right one always passes, whoever else shares the address.
 */
final class WrongCredentials {

    private static final int ADDRESSES = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final ClientAddress addresses;
    private final Duration period;
    private final @Nullable LoadingCache<String, RateLimiter> limiters;

    /**
     * @param limit wrong credentials from one address in a period; 0 for any number
     * @throws IllegalArgumentException for a negative limit or a period that is none
     */
    WrongCredentials(ClientAddress addresses, int limit, Duration period) {
        if (limit < 0 || !period.isPositive()) {
            throw new IllegalArgumentException("limit " + limit + ", period " + period);
        }
        this.addresses = addresses;
        this.period = period;
        limiters = limit == 0 ? null : limiters(limit, period);
    }

    /** The refusal to answer with: the same, or {@code too_many_attempts} in place of one wrong credential too many. */
    Refusal counted(Refusal refusal, HttpServletRequest request) {
        boolean wrong = refusal.code() == ErrorCode.INVALID_API_KEY || refusal.code() == ErrorCode.INVALID_TOKEN;
        if (limiters == null || !wrong || limiters.get(addresses.of(request)).acquirePermission()) {
            return refusal;
        }
        return Refusal.of(ErrorCode.TOO_MANY_ATTEMPTS).retryAfter(period);
    }

    private static LoadingCache<String, RateLimiter> limiters(int limit, Duration period) {
        RateLimiterConfig config = RateLimiterConfig.custom().limitForPeriod(limit).limitRefreshPeriod(period)
                .timeoutDuration(Duration.ZERO).build();
        // An address that were forgotten within its period could start anew.
        Duration remembered = period.compareTo(REMEMBERED) > 0 ? period : REMEMBERED;
        return Caffeine.newBuilder().maximumSize(ADDRESSES).expireAfterAccess(remembered)
                .build(address -> RateLimiter.of(address, config));
    }
}
