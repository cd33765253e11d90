package dev.orgledger.command.webhook;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The webhooks of organizations, in the transaction of the command that calls. */
public interface Webhooks {

    /** How many an organization has. */
    int count(String orgId);

    /** The webhook of that id, if it is that organization's. */
    Optional<Webhook> byId(String orgId, String webhookId);

    /**
     * Keeps a new one.
     *
     * @param version of the organization with the event that says so: it is told of what comes after
     */
    void created(Webhook webhook, SigningSecret secret, long version);

    /** It is what is given here from now on. */
    void updated(Webhook webhook);

    /** It is gone, and all of its deliveries with it. */
    void deleted(String webhookId);

    /** Signs with that secret from now on, and with the one before as well until then; null: no more. */
    void rotated(String webhookId, SigningSecret secret, @Nullable Instant previousUntil);

    /** Goes on with the first event that was not delivered: what failed waits again, what was missed is queued. */
    void resumed(Webhook webhook, Instant now);

    /**
     * Queues the events of these versions again, behind what waits already; those that wait for a replay already do not wait
     * twice.
     *
     * @param from of the organization, 1 or more
     * @param to inclusive
     * @return how many were queued
     */
    int replayed(Webhook webhook, long from, long to, Instant now);
}
