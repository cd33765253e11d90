package dev.orgledger.command.webhook.delivery;

import java.time.Clock;
import java.time.Duration;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;

/**
 * What keeps one receiver from costing others anything, and from being run over when it is down: each webhook has its own.
 *
 * @param breaker after some failures in a row nothing is sent for a minute, however often somebody asks for a retry
 * @param bulkhead a delivery and a few tests at once
 * @param limit for one attempt in all
 */
record Guard(CircuitBreaker breaker, Bulkhead bulkhead, TimeLimiter limit) {

    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration OPEN = Duration.ofMinutes(1);
    private static final int AT_ONCE = 4;

    static Guard of(String webhookId, Duration timeout, Clock clock) {
        return new Guard(
                CircuitBreaker.of(webhookId,
                        CircuitBreakerConfig.custom().clock(clock).slidingWindowSize(FAILURES_IN_A_ROW)
                                .minimumNumberOfCalls(FAILURES_IN_A_ROW).failureRateThreshold(100)
                                .waitDurationInOpenState(OPEN).permittedNumberOfCallsInHalfOpenState(1).build()),
                Bulkhead.of(webhookId, BulkheadConfig.custom().maxConcurrentCalls(AT_ONCE)
                        .maxWaitDuration(Duration.ZERO).build()),
                TimeLimiter.of(webhookId,
                        TimeLimiterConfig.custom().timeoutDuration(timeout).cancelRunningFuture(true).build()));
    }
}
