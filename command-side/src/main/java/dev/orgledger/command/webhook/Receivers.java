package dev.orgledger.command.webhook;

/** Whoever webhooks are delivered to. */
public interface Receivers {

    /**
     * Refuses a URL whose host stands for an address that deliveries must not go to. A name that stands for nothing now will
     * do: it is looked at again on every connection.
     *
     * @throws dev.orgledger.shared.refusal.Refusal {@code invalid_url}
     */
    void admit(WebhookUrl url);

    /** Sends {@code test.ping} under that id once, and waits for what comes of it. */
    Outcome ping(Webhook webhook, String messageId);
}
