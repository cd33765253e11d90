package dev.orgledger.command.webhook;

import java.time.Instant;

/**
 * That a webhook was disabled, as it stands on the agenda.
 *
 * @param eventId of the event that says so
 * @param at to the millisecond
 */
record Disabling(String webhookId, String eventId, Instant at) {

    String text() {
        return webhookId + ":" + eventId + ":" + at.toEpochMilli();
    }

    /** @param now stands for the time of what a former release put on the agenda, which was the webhook's id alone */
    static Disabling parse(String text, Instant now) {
        String[] parts = text.split(":");
        return parts.length == 1
                ? new Disabling(text, "former", now)
                : new Disabling(parts[0], parts[1], Instant.ofEpochMilli(Long.parseLong(parts[2])));
    }
}
