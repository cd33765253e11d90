package dev.orgledger.query.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.bson.Document;

import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;

/**
 * An event as its log keeps it.
 *
 * @param place version of the organization after it, or the global position of one of a user
 */
record LoggedEvent(long place, Instant at, String eventId, DomainEvent event, Actor actor) {

    /** What is read of a document for it. */
    static final List<String> FIELDS = List.of("version", "at", "event_id", "action", "data", "actor_type", "actor_id",
            "apikey_id", Writes.POSITION);

    /**
     * When it counts as having happened. Clocks of several command sides differ, and no event is of an earlier time than the one
     * before it.
     */
    Instant notBefore(Instant before) {
        return at.isAfter(before) ? at : before;
    }

    static LoggedEvent of(Document document) {
        Long version = document.getLong("version");
        return new LoggedEvent(version == null ? document.getLong(Writes.POSITION) : version,
                Objects.requireNonNull(Documents.time(document, "at")),
                document.getString("event_id"),
                EventJson.read(document.getString("action"),
                        document.getString("data").getBytes(StandardCharsets.UTF_8)),
                new Actor(Actor.Type.of(document.getString("actor_type")), document.getString("actor_id"),
                        document.getString("apikey_id")));
    }
}
