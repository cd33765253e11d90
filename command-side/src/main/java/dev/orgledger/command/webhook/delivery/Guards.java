package dev.orgledger.command.webhook.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The {@link Guard} of each webhook that was sent anything lately. */
final class Guards {

    /** As many as there is no harm in keeping; then those that guard nothing are let go. */
    private static final int MANY = 10_000;

    private final ConcurrentMap<String, Guard> byWebhook = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final Clock clock;

    Guards(Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    Guard of(String webhookId) {
        if (byWebhook.size() > MANY) {
            byWebhook.values().removeIf(guard -> guard.breaker().getMetrics().getNumberOfFailedCalls() == 0
                    && guard.bulkhead().getMetrics().getAvailableConcurrentCalls() == guard.bulkhead().getMetrics()
                            .getMaxAllowedConcurrentCalls());
        }
        return byWebhook.computeIfAbsent(webhookId, id -> Guard.of(id, timeout, clock));
    }
}
