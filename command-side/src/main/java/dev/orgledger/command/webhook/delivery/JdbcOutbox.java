package dev.orgledger.command.webhook.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.webhook.JdbcAttemptRow;
import dev.orgledger.command.webhook.Deliveries.Attempt;
import dev.orgledger.command.webhook.Deliveries.Kind;
import dev.orgledger.command.webhook.SecretBox;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.WebhookUrl;

/** The queues as whoever empties them sees them. */
@Component
class JdbcOutbox {

    private static final String ATTEMPT = "WITH made AS (" + JdbcAttemptRow.INSERT + ")";
    private static final String NEXT = """
            SELECT delivery_id, webhook_id, org_id, url, secret, previous_secret, previous_until, kind, event_id,
                head.event_type, head.version, head.previous_version, head.created_at, head.next_attempt_at,
                head.attempts, head.failures, payload, meta_data, time_stamp
            FROM webhook
            JOIN LATERAL (SELECT * FROM webhook_delivery waiting
                WHERE waiting.webhook_id = webhook.webhook_id AND status = 'pending' ORDER BY position LIMIT 1) head
                USING (webhook_id)
            LEFT JOIN domain_event_entry ON event_identifier = event_id
            WHERE webhook_id = ? AND enabled""";

    private final JdbcClient jdbc;
    private final SecretBox secrets;

    JdbcOutbox(JdbcClient jdbc, SecretBox secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** Whether there is anything to deliver to. */
    boolean anyEnabled() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM webhook WHERE enabled)").query(Boolean.class).single();
    }

    /** The webhooks whose next delivery is due. */
    List<String> webhooksDue(Instant now) {
        return jdbc.sql("""
                SELECT webhook_id FROM webhook
                JOIN LATERAL (SELECT next_attempt_at FROM webhook_delivery waiting
                    WHERE waiting.webhook_id = webhook.webhook_id AND status = 'pending'
                    ORDER BY position LIMIT 1) head ON next_attempt_at <= ?
                WHERE enabled""").param(at(now)).query(String.class).list();
    }

    /** The delivery at the head of that webhook's queue, due or not; empty when none waits, or it is disabled. */
    Optional<Due> next(String webhookId, Instant now) {
        return jdbc.sql(NEXT).param(webhookId).query((row, number) -> due(row, now)).optional();
    }

    /** The secrets to sign with now, the present one first. */
    List<SigningSecret> secrets(String webhookId, Instant now) {
        return jdbc.sql("SELECT secret, previous_secret, previous_until FROM webhook WHERE webhook_id = ?")
                .param(webhookId).query((row, number) -> secrets(row, now)).single();
    }

    void delivered(Due due, Attempt attempt) {
        made(ATTEMPT + """
                , over AS (
                    UPDATE webhook_delivery SET status = 'success', attempts = :number, next_attempt_at = NULL,
                        completed_at = :end
                    WHERE delivery_id = :delivery AND status = 'pending')
                UPDATE webhook SET last_success_at = :end WHERE webhook_id = :webhook""", due, attempt, true)
                .update();
    }

    void putOff(Due due, Attempt attempt, Duration pause) {
        made(ATTEMPT + """
                UPDATE webhook_delivery SET attempts = :number, failures = failures + 1, next_attempt_at = :next
                WHERE delivery_id = :delivery AND status = 'pending'""", due, attempt, false)
                .param("next", at(attempt.at().plusMillis(attempt.durationMillis()).plus(pause))).update();
    }

    void givenUp(Due due, Attempt attempt) {
        made(ATTEMPT + """
                UPDATE webhook_delivery SET status = 'failed', attempts = :number, failures = failures + 1,
                    next_attempt_at = NULL, completed_at = :end
                WHERE delivery_id = :delivery AND status = 'pending'""", due, attempt, false).update();
    }

    /** For a webhook of an organization that is gone: there is nobody to tell. */
    void switchOff(String webhookId, String reason) {
        jdbc.sql("UPDATE webhook SET enabled = false, disabled_reason = :reason WHERE webhook_id = :id AND enabled")
                .param("id", webhookId).param("reason", reason).update();
    }

    /**
     * Removes what was over before that time, but for failures with which a webhook would go on if it were enabled; and the
     * webhooks of organizations that are gone and have nothing to be told any more.
     */
    int purge(Instant before) {
        int gone = jdbc.sql("""
                DELETE FROM webhook WHERE EXISTS (SELECT 1 FROM domain_event_entry
                        WHERE aggregate_identifier = org_id AND payload_type = 'organization.deleted'
                            AND time_stamp < :text)
                    AND (NOT enabled OR NOT EXISTS (SELECT 1 FROM webhook_delivery waiting
                        WHERE waiting.webhook_id = webhook.webhook_id AND status = 'pending'))""")
                .param("text", before.toString()).update();
        return gone + jdbc.sql("""
                DELETE FROM webhook_delivery
                WHERE completed_at < ? AND (status = 'success' OR kind = 'test')""").param(at(before)).update();
    }

    private JdbcClient.StatementSpec made(String sql, Due due, Attempt attempt, boolean delivered) {
        return JdbcAttemptRow.bind(jdbc.sql(sql), due.deliveryId(), due.webhookId(), delivered, attempt)
                .param("end", at(attempt.at().plusMillis(attempt.durationMillis())));
    }

    private Due due(ResultSet row, Instant now) throws SQLException {
        byte[] payload = row.getBytes("payload");
        Due.Event event = payload == null
                ? null
                : new Due.Event(payload, row.getBytes("meta_data"),
                        OffsetDateTime.parse(row.getString("time_stamp")).toInstant());
        return new Due(row.getString("delivery_id"), row.getString("webhook_id"), row.getString("org_id"),
                new WebhookUrl(row.getString("url")), secrets(row, now),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("event_id"),
                row.getString("event_type"), (Long) row.getObject("version"), (Long) row.getObject("previous_version"),
                time(row, "created_at"), time(row, "next_attempt_at"), row.getInt("attempts"), row.getInt("failures"),
                event);
    }

    private List<SigningSecret> secrets(ResultSet row, Instant now) throws SQLException {
        List<SigningSecret> found = new ArrayList<>();
        found.add(secrets.open(row.getBytes("secret")));
        byte[] previous = row.getBytes("previous_secret");
        if (previous != null && now.isBefore(time(row, "previous_until"))) {
            found.add(secrets.open(previous));
        }
        return found;
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
