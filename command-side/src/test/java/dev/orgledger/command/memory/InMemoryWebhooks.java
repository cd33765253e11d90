package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.Webhooks;

/** Webhooks in a map, and what was asked of their queues as sentences. */
public final class InMemoryWebhooks implements Webhooks {

    private final Map<String, Webhook> rows = new LinkedHashMap<>();
    /** In the order in which it was asked. */
    public final List<String> asked = new ArrayList<>();

    @Override
    public int count(String orgId) {
        return (int) rows.values().stream().filter(row -> row.orgId().equals(orgId)).count();
    }

    @Override
    public Optional<Webhook> byId(String orgId, String webhookId) {
        return Optional.ofNullable(rows.get(webhookId)).filter(row -> row.orgId().equals(orgId));
    }

    @Override
    public void created(Webhook webhook, SigningSecret secret, long version) {
        rows.put(webhook.webhookId(), webhook);
        asked.add("created at " + version);
    }

    @Override
    public void updated(Webhook webhook) {
        rows.put(webhook.webhookId(), webhook);
    }

    @Override
    public void deleted(String webhookId) {
        rows.remove(webhookId);
    }

    @Override
    public void rotated(String webhookId, SigningSecret secret, @Nullable Instant previousUntil) {
        asked.add("rotated until " + previousUntil);
    }

    @Override
    public void resumed(Webhook webhook, Instant now) {
        asked.add("resumed");
    }

    @Override
    public int replayed(Webhook webhook, long from, long to, Instant now) {
        asked.add("replayed " + from + " to " + to);
        return (int) (to - from + 1);
    }
}
