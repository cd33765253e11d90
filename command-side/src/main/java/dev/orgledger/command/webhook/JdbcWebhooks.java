package dev.orgledger.command.webhook;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link Webhooks} in table {@code webhook}. */
@Component
class JdbcWebhooks implements Webhooks {

    private static final String COLUMNS = """
            SELECT webhook_id, org_id, name, url, events, enabled, disabled_reason, created_at FROM webhook\s""";
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final JdbcQueue queue;
    private final SecretBox secrets;

    JdbcWebhooks(JdbcClient jdbc, JdbcQueue queue, SecretBox secrets) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.secrets = secrets;
    }

    @Override
    public int count(String orgId) {
        return jdbc.sql("SELECT count(*) FROM webhook WHERE org_id = ?").param(orgId).query(Integer.class).single();
    }

    @Override
    public Optional<Webhook> byId(String orgId, String webhookId) {
        return jdbc.sql(COLUMNS + "WHERE webhook_id = ? AND org_id = ?").param(webhookId).param(orgId)
                .query(JdbcWebhooks::webhook).optional();
    }

    /** The newest first, from below the one of that id, which need not be there any more. */
    List<Webhook> of(String orgId, @Nullable Instant before, @Nullable String beforeId, int limit, int skip) {
        return jdbc.sql(COLUMNS + """
                WHERE org_id = :org AND (:at::timestamptz IS NULL OR (created_at, webhook_id) < (:at, :id))
                ORDER BY created_at DESC, webhook_id DESC LIMIT :limit OFFSET :skip""").param("org", orgId)
                .param("at", at(before)).param("id", beforeId).param("limit", limit).param("skip", skip)
                .query(JdbcWebhooks::webhook).list();
    }

    /** How these are doing, by id. */
    Map<String, WebhookHealth> health(Collection<String> webhookIds, Instant now) {
        Map<String, WebhookHealth> health = new HashMap<>();
        jdbc.sql(
                """
                        SELECT webhook_id, last_success_at,
                            (SELECT count(*) FROM webhook_attempt failed
                             WHERE failed.webhook_id = webhook.webhook_id AND failed.at > :since AND NOT failed.delivered) AS failures,
                            (SELECT created_at FROM webhook_delivery waiting
                             WHERE waiting.webhook_id = webhook.webhook_id AND waiting.status = 'pending'
                             ORDER BY position LIMIT 1) AS waiting_since
                        FROM webhook WHERE webhook_id = ANY(:ids::text[])""")
                .param("since", at(now.minus(DAY)))
                .param("ids", webhookIds.toArray(String[]::new)).query(row -> {
                    health.put(row.getString("webhook_id"), new WebhookHealth(time(row, "last_success_at"),
                            row.getInt("failures"), time(row, "waiting_since")));
                });
        return health;
    }

    @Override
    public void created(Webhook webhook, SigningSecret secret, long version) {
        jdbc.sql("""
                INSERT INTO webhook (webhook_id, org_id, name, url, events, enabled, created_at, secret, first_version,
                    seen_version)
                VALUES (:id, :org, :name, :url, :events::text[], :enabled, :at, :secret, :version, :version)""")
                .param("id", webhook.webhookId()).param("org", webhook.orgId()).param("name", webhook.name())
                .param("url", webhook.url().text()).param("events", texts(webhook.events()))
                .param("enabled", webhook.enabled()).param("at", at(webhook.createdAt()))
                .param("secret", secrets.close(secret)).param("version", version).update();
    }

    @Override
    public void updated(Webhook webhook) {
        jdbc.sql("""
                UPDATE webhook SET name = :name, url = :url, events = :events::text[], enabled = :enabled,
                    disabled_reason = :reason
                WHERE webhook_id = :id""").param("id", webhook.webhookId()).param("name", webhook.name())
                .param("url", webhook.url().text()).param("events", texts(webhook.events()))
                .param("enabled", webhook.enabled()).param("reason", webhook.disabledReason()).update();
    }

    @Override
    public void deleted(String webhookId) {
        jdbc.sql("DELETE FROM webhook WHERE webhook_id = ?").param(webhookId).update();
    }

    @Override
    public void rotated(String webhookId, SigningSecret secret, @Nullable Instant previousUntil) {
        jdbc.sql("""
                UPDATE webhook SET previous_until = :until::timestamptz, secret = :secret,
                    previous_secret = CASE WHEN :until::timestamptz IS NULL THEN NULL ELSE secret END
                WHERE webhook_id = :id""").param("id", webhookId).param("until", at(previousUntil))
                .param("secret", secrets.close(secret)).update();
    }

    @Override
    public void resumed(Webhook webhook, Instant now) {
        queue.failedWaitAgain(webhook.webhookId(), now);
        queue.catchUp(Set.of(webhook.orgId()), now);
    }

    @Override
    public int replayed(Webhook webhook, long from, long to, Instant now) {
        return queue.replay(webhook.webhookId(), from, to, now);
    }

    /** That webhook, if nobody was told since then that it was disabled. */
    Optional<Webhook> unwarned(String webhookId, Instant since) {
        return jdbc.sql(COLUMNS + "WHERE webhook_id = ? AND (warned_at IS NULL OR warned_at <= ?)").param(webhookId)
                .param(at(since)).query(JdbcWebhooks::webhook).optional();
    }

    /** Somebody was told. */
    void warned(String webhookId, Instant now) {
        jdbc.sql("UPDATE webhook SET warned_at = ? WHERE webhook_id = ?").param(at(now)).param(webhookId).update();
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        Array events = row.getArray("events");
        return new Webhook(row.getString("webhook_id"), row.getString("org_id"), row.getString("name"),
                new WebhookUrl(row.getString("url")), new Subscription(List.of((String[]) events.getArray())),
                row.getBoolean("enabled"), row.getString("disabled_reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static String[] texts(Subscription events) {
        return events.names().toArray(String[]::new);
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
