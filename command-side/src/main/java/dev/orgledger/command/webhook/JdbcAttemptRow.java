package dev.orgledger.command.webhook;

import static dev.orgledger.command.webhook.JdbcWebhooks.at;

import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import dev.orgledger.command.webhook.Deliveries.Attempt;

/** How an attempt gets into table {@code webhook_attempt}. */
public final class JdbcAttemptRow {

    /** For {@link #bind}. */
    public static final String INSERT = """
            INSERT INTO webhook_attempt (delivery_id, number, webhook_id, at, delivered, response_status,
                duration_millis, error, response_body)
            VALUES (:delivery, :number, :webhook, :at, :delivered, :status, :duration, :error, :body)""";

    private JdbcAttemptRow() {
    }

    /** Gives a statement that contains {@link #INSERT} its values. */
    public static StatementSpec bind(StatementSpec statement, String deliveryId, String webhookId, boolean delivered,
            Attempt attempt) {
        return statement.param("delivery", deliveryId).param("number", attempt.number()).param("webhook", webhookId)
                .param("at", at(attempt.at())).param("delivered", delivered).param("status", attempt.responseStatus())
                .param("duration", attempt.durationMillis()).param("error", attempt.error())
                .param("body", attempt.responseBody());
    }
}
