package dev.orgledger.command.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What became of the events that a webhook is told. */
public interface Deliveries {

    /** What a delivery is made for, by its wire name. */
    enum Kind {
        /** The event happened. */
        EVENT,
        /** Somebody asked for history. */
        REPLAY,
        /** Somebody tries it out; made once. */
        TEST
    }

    /** How far it is, by its wire name. */
    enum Status {
        /** Waits for an attempt. */
        PENDING,
        /** A receiver confirmed it. */
        SUCCESS,
        /** Given up. */
        FAILED
    }

    /**
     * One delivery.
     *
     * @param position orders them; newer is higher
     * @param version of the organization; null for a test
     */
    record Delivery(long position, String deliveryId, String webhookId, Kind kind, String eventId, String type,
            @Nullable Long version, Status status, int attemptCount, @Nullable Instant nextAttemptAt, Instant createdAt,
            @Nullable Instant completedAt, List<Attempt> attempts) {

        public Delivery {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * One attempt at a delivery.
     *
     * @param number from 1
     * @param error why there was no answer, by the wire name of a {@link Failure}; null where there was one
     * @param responseBody at most 10,000 bytes of it; null where there was none
     */
    record Attempt(int number, Instant at, @Nullable Integer responseStatus, int durationMillis, @Nullable String error,
            @Nullable String responseBody) {}

    /** What to do with a delivery that somebody wants to try again. */
    record Failed(String deliveryId, String webhookId, Status status) {}

    /** The deliveries of that webhook, the newest first, from below that position. */
    List<Delivery> of(String webhookId, @Nullable Status status, @Nullable Long below, int limit, int skip);

    /** How many there are, counted no further than that. */
    long count(String webhookId, @Nullable Status status, long atMost);

    /** The delivery of that id, if it is of a webhook of that organization. */
    Optional<Failed> find(String orgId, String deliveryId);

    /** Makes a failed one wait again, as if it were new. */
    void again(String deliveryId, Instant now);

    /** Keeps a test that was made. */
    void tested(Webhook webhook, String deliveryId, String messageId, boolean delivered, Attempt attempt);
}
