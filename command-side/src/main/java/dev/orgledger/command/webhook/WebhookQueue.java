package dev.orgledger.command.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What waits to be delivered to webhooks. */
public interface WebhookQueue {

    /**
     * Queues what has happened since the queues of enabled webhooks grew last: each event once, whoever asks and how often.
     *
     * @param orgIds whose webhooks; null for all
     * @return the webhooks that were looked at
     */
    List<String> catchUp(@Nullable Collection<String> orgIds, Instant now);
}
