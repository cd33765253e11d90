package dev.orgledger.command.webhook;

import static dev.orgledger.command.webhook.JdbcWebhooks.at;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How events come into the queues of webhooks: out of the event store, by the numbers of the organization's versions, so that
 * none is missed and none comes twice whoever asks for them, and how often.
 */
@Component
class JdbcQueue implements WebhookQueue {

    private static final String NEW_ID = "'dlv_' || replace(gen_random_uuid()::text, '-', '')";
    /** Whether a webhook subscribed to an event, see {@link Subscription}. */
    private static final String WANTED = """
            ('*' = ANY(hook.events) OR event.payload_type = ANY(hook.events)
                OR 'member.*' = ANY(hook.events) AND event.payload_type LIKE 'member.%')""";

    /** Two that do this at once: the second waits for the rows, and finds what the first has seen. */
    private static final String CATCH_UP = """
            WITH hook AS (
                SELECT webhook_id, org_id, events, seen_version, last_version, present
                FROM webhook
                JOIN LATERAL (SELECT max(sequence_number) + 1 AS present FROM domain_event_entry
                    WHERE aggregate_identifier = webhook.org_id) newest ON true
                WHERE enabled AND (:all OR org_id = ANY(:orgs::text[])) AND present > seen_version
                ORDER BY webhook_id FOR NO KEY UPDATE OF webhook),
            queued AS (
                INSERT INTO webhook_delivery (delivery_id, webhook_id, kind, event_id, event_type, version,
                    previous_version, status, created_at, next_attempt_at)
                SELECT %s, hook.webhook_id, 'event', event_identifier, payload_type, sequence_number + 1,
                    coalesce(lag(sequence_number + 1) OVER (PARTITION BY hook.webhook_id ORDER BY sequence_number),
                        hook.last_version), 'pending', :now, :now
                FROM hook JOIN domain_event_entry event ON aggregate_identifier = hook.org_id
                    AND sequence_number >= hook.seen_version AND sequence_number < hook.present
                WHERE %s
                ORDER BY sequence_number RETURNING webhook_id, version)
            UPDATE webhook SET seen_version = hook.present, last_version = coalesce(
                (SELECT max(version) FROM queued WHERE queued.webhook_id = hook.webhook_id), hook.last_version)
            FROM hook WHERE webhook.webhook_id = hook.webhook_id RETURNING webhook.webhook_id"""
            .formatted(NEW_ID, WANTED);

    private static final String REPLAY = """
            INSERT INTO webhook_delivery (delivery_id, webhook_id, kind, event_id, event_type, version,
                previous_version, status, created_at, next_attempt_at)
            SELECT %1$s, hook.webhook_id, 'replay', event_identifier, payload_type, sequence_number + 1,
                coalesce(lag(sequence_number + 1) OVER (ORDER BY sequence_number),
                    (SELECT max(event.sequence_number) + 1 FROM domain_event_entry event
                     WHERE event.aggregate_identifier = hook.org_id AND event.sequence_number >= hook.first_version
                        AND event.sequence_number < :from - 1 AND %2$s)), 'pending', :now, :now
            FROM webhook hook JOIN domain_event_entry event ON aggregate_identifier = hook.org_id
            WHERE hook.webhook_id = :id AND sequence_number BETWEEN :from - 1 AND :to - 1 AND %2$s
                AND NOT EXISTS (SELECT 1 FROM webhook_delivery waiting
                    WHERE waiting.webhook_id = :id AND waiting.status = 'pending' AND waiting.kind = 'replay'
                        AND waiting.event_id = event.event_identifier)
            ORDER BY sequence_number""".formatted(NEW_ID, WANTED);

    private final JdbcClient jdbc;

    JdbcQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> catchUp(@Nullable Collection<String> orgIds, Instant now) {
        return jdbc.sql(CATCH_UP).param("all", orgIds == null)
                .param("orgs", orgIds == null ? new String[0] : orgIds.toArray(String[]::new)).param("now", at(now))
                .query(String.class).list();
    }

    /** Queues these versions again, but those that wait for that already; returns how many. */
    int replay(String webhookId, long from, long to, Instant now) {
        return jdbc.sql(REPLAY).param("id", webhookId).param("from", from).param("to", to).param("now", at(now))
                .update();
    }

    /** What was given up waits again, as if it were new; where it stood in the queue, so before what came after it. */
    void failedWaitAgain(String webhookId, Instant now) {
        jdbc.sql(
                """
                        UPDATE webhook_delivery SET status = 'pending', failures = 0, next_attempt_at = :now, completed_at = NULL
                        WHERE webhook_id = :id AND kind <> 'test' AND status <> 'success'""")
                .param("id", webhookId)
                .param("now", at(now)).update();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
