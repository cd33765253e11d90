package dev.orgledger.command.webhook.delivery;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.orgledger.command.webhook.Outcome;

/** Counts attempts at deliveries, and how long receivers take. */
final class DeliveryMeters {

    private final @Nullable Timer delivered;
    private final @Nullable Counter failed;

    /** @param registry null where nothing is measured */
    DeliveryMeters(@Nullable MeterRegistry registry) {
        delivered = registry == null
                ? null
                : Timer.builder("orgledger.webhook.delivered").description("Deliveries that a receiver confirmed")
                        .register(registry);
        failed = registry == null
                ? null
                : Counter.builder("orgledger.webhook.failed").description("Attempts at deliveries that failed")
                        .register(registry);
    }

    void attempted(Outcome outcome) {
        if (outcome.delivered() && delivered != null) {
            delivered.record(outcome.duration());
        } else if (!outcome.delivered() && failed != null) {
            failed.increment();
        }
    }
}
