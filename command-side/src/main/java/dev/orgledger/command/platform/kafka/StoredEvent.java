package dev.orgledger.command.platform.kafka;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import dev.orgledger.command.platform.vault.EventMetadata;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;

/**
 * One row of the event store.
 *
 * @param position its {@code global_index}
 * @param sequence its number within the aggregate, from 0
 * @param revision of its type, at the time it was stored
 * @param json the payload as stored, and as it goes to Kafka
 * @param event the same, read
 */
record StoredEvent(long position, String id, long sequence, String type, int revision, Instant at, byte[] json,
        DomainEvent event, Origin origin) {

    /** Who caused it, with which request and in which trace, and the commitments to its personal values as a JSON object. */
    record Origin(Actor actor, @Nullable String requestId, @Nullable String traceparent,
            @Nullable String commitments) {

        /** Out of the stored metadata, which is JSON. */
        static Origin of(byte[] metadata) {
            JsonNode json = EventJson.mapper().readTree(metadata);
            String type = text(json, EventMetadata.ACTOR_TYPE);
            if (type == null) {
                throw new IllegalArgumentException("an event whose metadata do not say what caused it");
            }
            return new Origin(
                    new Actor(Actor.Type.of(type), text(json, EventMetadata.ACTOR_ID),
                            text(json, EventMetadata.ACTOR_KEY)),
                    text(json, EventMetadata.REQUEST_ID), text(json, EventMetadata.TRACE_PARENT),
                    text(json, EventMetadata.COMMITMENTS));
        }

        private static @Nullable String text(JsonNode json, String name) {
            JsonNode value = json.get(name);
            if (value == null || value.isNull()) {
                return null;
            }
            return value.isString() ? value.asString() : value.toString();
        }
    }
}
