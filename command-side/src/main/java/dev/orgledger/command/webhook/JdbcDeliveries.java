package dev.orgledger.command.webhook;

import static dev.orgledger.command.webhook.JdbcQueue.word;
import static dev.orgledger.command.webhook.JdbcWebhooks.at;
import static dev.orgledger.command.webhook.JdbcWebhooks.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;

/** {@link Deliveries} in tables {@code webhook_delivery} and {@code webhook_attempt}. */
@Component
class JdbcDeliveries implements Deliveries, Forgets {

    private static final String CHOSEN = """
            FROM webhook_delivery WHERE webhook_id = :id AND (:status::text IS NULL OR status = :status)
                AND (:below::bigint IS NULL OR position < :below)""";

    private final JdbcClient jdbc;

    JdbcDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Delivery> of(String webhookId, @Nullable Status status, @Nullable Long below, int limit, int skip) {
        List<Delivery> deliveries = jdbc.sql("""
                SELECT position, delivery_id, webhook_id, kind, event_id, event_type, version, status, attempts,
                    next_attempt_at, created_at, completed_at\s""" + CHOSEN
                + " ORDER BY position DESC LIMIT :limit OFFSET :skip").param("id", webhookId)
                .param("status", status == null ? null : word(status)).param("below", below).param("limit", limit)
                .param("skip", skip).query(JdbcDeliveries::delivery).list();
        Map<String, List<Attempt>> attempts = attempts(deliveries.stream().map(Delivery::deliveryId).toList());
        return deliveries.stream().map(each -> with(each, attempts.getOrDefault(each.deliveryId(), List.of())))
                .toList();
    }

    @Override
    public long count(String webhookId, @Nullable Status status, long atMost) {
        return jdbc.sql("SELECT count(*) FROM (SELECT 1 " + CHOSEN + " LIMIT :most) counted").param("id", webhookId)
                .param("status", status == null ? null : word(status)).param("below", null).param("most", atMost)
                .query(Long.class).single();
    }

    @Override
    public Optional<Failed> find(String orgId, String deliveryId) {
        return jdbc.sql("""
                SELECT delivery_id, webhook_id, status FROM webhook_delivery JOIN webhook USING (webhook_id)
                WHERE delivery_id = ? AND org_id = ?""").param(deliveryId).param(orgId)
                .query((row, number) -> new Failed(row.getString(1), row.getString(2),
                        status(row.getString(3))))
                .optional();
    }

    @Override
    public void again(String deliveryId, Instant now) {
        jdbc.sql(
                """
                        UPDATE webhook_delivery SET status = 'pending', failures = 0, next_attempt_at = :now, completed_at = NULL
                        WHERE delivery_id = :id AND status = 'failed'""")
                .param("id", deliveryId).param("now", at(now))
                .update();
    }

    @Override
    public void tested(Webhook webhook, String deliveryId, String messageId, boolean delivered, Attempt attempt) {
        jdbc.sql("""
                INSERT INTO webhook_delivery (delivery_id, webhook_id, kind, event_id, event_type, status, attempts,
                    failures, created_at, completed_at)
                VALUES (:delivery, :webhook, 'test', :message, 'test.ping', :status, 1, :failures, :at, :at)""")
                .param("delivery", deliveryId).param("webhook", webhook.webhookId()).param("message", messageId)
                .param("status", word(delivered ? Status.SUCCESS : Status.FAILED)).param("failures", delivered ? 0 : 1)
                .param("at", at(attempt.at())).update();
        JdbcAttemptRow.bind(jdbc.sql(JdbcAttemptRow.INSERT), deliveryId, webhook.webhookId(), delivered, attempt)
                .update();
    }

    /** A receiver may have answered with an address that it was sent. */
    @Override
    public void forget(Person person) {
        jdbc.sql("UPDATE webhook_attempt SET response_body = NULL WHERE strpos(lower(response_body), lower(?)) > 0")
                .param(person.email()).update();
    }

    private Map<String, List<Attempt>> attempts(List<String> deliveryIds) {
        Map<String, List<Attempt>> attempts = new HashMap<>();
        jdbc.sql("""
                SELECT delivery_id, number, at, response_status, duration_millis, error, response_body
                FROM webhook_attempt WHERE delivery_id = ANY(?::text[]) ORDER BY delivery_id, number""")
                .param(deliveryIds.toArray(String[]::new)).query(row -> {
                    attempts.computeIfAbsent(row.getString("delivery_id"), id -> new ArrayList<>())
                            .add(new Attempt(row.getInt("number"), instant(row, "at"),
                                    (Integer) row.getObject("response_status"), row.getInt("duration_millis"),
                                    row.getString("error"), row.getString("response_body")));
                });
        return attempts;
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getLong("position"), row.getString("delivery_id"), row.getString("webhook_id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("event_id"),
                row.getString("event_type"), (Long) row.getObject("version"), status(row.getString("status")),
                row.getInt("attempts"), time(row, "next_attempt_at"), instant(row, "created_at"),
                time(row, "completed_at"), List.of());
    }

    private static Delivery with(Delivery delivery, List<Attempt> attempts) {
        return new Delivery(delivery.position(), delivery.deliveryId(), delivery.webhookId(), delivery.kind(),
                delivery.eventId(), delivery.type(), delivery.version(), delivery.status(), delivery.attemptCount(),
                delivery.nextAttemptAt(), delivery.createdAt(), delivery.completedAt(), attempts);
    }

    private static Status status(String word) {
        return Status.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Instant time = time(row, column);
        if (time == null) {
            throw new IllegalStateException("no " + column);
        }
        return time;
    }
}
