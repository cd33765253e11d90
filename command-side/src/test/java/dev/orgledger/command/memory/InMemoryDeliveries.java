package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.webhook.Deliveries;
import dev.orgledger.command.webhook.Webhook;

/** Deliveries in a map, as far as commands ask for them. */
public final class InMemoryDeliveries implements Deliveries {

    /** By id. */
    public final Map<String, Failed> rows = new HashMap<>();

    @Override
    public List<Delivery> of(String webhookId, @Nullable Status status, @Nullable Long below, int limit, int skip) {
        throw new UnsupportedOperationException("no command lists deliveries");
    }

    @Override
    public long count(String webhookId, @Nullable Status status, long atMost) {
        throw new UnsupportedOperationException("no command counts deliveries");
    }

    @Override
    public Optional<Failed> find(String orgId, String deliveryId) {
        return Optional.ofNullable(rows.get(deliveryId));
    }

    @Override
    public void again(String deliveryId, Instant now) {
        rows.computeIfPresent(deliveryId, (id, row) -> new Failed(id, row.webhookId(), Status.PENDING));
    }

    @Override
    public void tested(Webhook webhook, String deliveryId, String messageId, boolean delivered, Attempt attempt) {
        rows.put(deliveryId,
                new Failed(deliveryId, webhook.webhookId(), delivered ? Status.SUCCESS : Status.FAILED));
    }
}
