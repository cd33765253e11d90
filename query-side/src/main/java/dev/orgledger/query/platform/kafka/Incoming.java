package dev.orgledger.query.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.state.StateRecord;

/**
 * One record of a data topic, or of what processes report (use of keys, refused attempts), understood. A value that is null
 * is a tombstone. Every one of a data topic carries the global position of the event that it came with; along one key
 * positions only grow, so "newer" is decided by them.
 */
public sealed interface Incoming {

    /** Global position in the event store, where it comes with an event. */
    long position();

    /**
     * A domain event.
     *
     * @param id the same in every repeat
     * @param type wire name
     * @param orgVersion version of the organization after it; null for events of users and keys
     * @param json its data as stored
     * @param traceparent the W3C trace context that it came with; null where nobody traced it
     */
    record Event(String id, String type, DomainEvent event, long position, @Nullable Long orgVersion, Instant at,
            Actor actor, @Nullable String requestId, Map<String, String> commitments, String json,
            @Nullable String traceparent) implements Incoming {}

    /** What is known of a person. */
    record Person(String personId, @Nullable PersonRecord value, long position) implements Incoming {}

    /** The management address of an organization. */
    record Contact(String orgId, @Nullable ContactRecord value, long position) implements Incoming {}

    /** An API key. */
    record Key(String keyId, InternalRecord.@Nullable Key value, long position) implements Incoming {}

    /**
     * What decides about access, of one thing.
     *
     * @param key says what it is about
     * @param orgVersion version of the organization after the change; null where it belongs to none
     */
    record State(String key, @Nullable StateRecord value, long position, @Nullable Long orgVersion)
            implements
                Incoming {}

    /** Token hash and names of an invitation. */
    record Invitation(String invitationId, InternalRecord.@Nullable Invitation value,
            long position) implements Incoming {}

    /** That a key was used; of no position, as it comes with no event. */
    record Use(String keyId, InternalRecord.@Nullable Use value) implements Incoming {
        @Override
        public long position() {
            return 0;
        }
    }

    /**
     * A refused attempt in an organization; of no position, as it comes with no event.
     *
     * @param json its data as sent
     */
    record Denied(AccessDenied attempt, Instant at, Actor actor, @Nullable String requestId,
            String json) implements Incoming {
        @Override
        public long position() {
            return 0;
        }
    }

    /** Where a refused attempt came from. That never changes but by being forgotten, which is for good. */
    record Origin(String denialId, String personId,
            InternalRecord.@Nullable Denial value) implements Incoming {
        @Override
        public long position() {
            return value == null ? 2 : 1;
        }
    }

    /** Personal values of one event about one person. */
    record Details(String eventId, String personId, InternalRecord.@Nullable Details value,
            long position) implements Incoming {}

    /**
     * The meaning of that record.
     *
     * @throws IllegalArgumentException for a record that this release does not understand: guessing could grant what
     *             was taken away, so the reader stops there
     */
    static Incoming of(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            throw notUnderstood(record, "without a key");
        }
        try {
            return understood(record);
        } catch (JacksonException | DateTimeParseException | NumberFormatException e) {
            // Their words quote values, and those may be personal.
            throw notUnderstood(record, "with something else in it than its place says, " + e.getClass().getName());
        }
    }

    private static Incoming understood(ConsumerRecord<String, byte[]> record) {
        return switch (record.topic()) {
            case Topics.EVENTS -> event(record);
            case Topics.STATE -> new State(record.key(), read(record, StateRecord.typeOf(record.key())),
                    positionOf(record), optional(record, Headers.CE_ORG_VERSION).map(Long::valueOf).orElse(null));
            case Topics.PERSONS -> record.key().startsWith("org_")
                    ? new Contact(record.key(), read(record, ContactRecord.class), positionOf(record))
                    : new Person(record.key(), read(record, PersonRecord.class), positionOf(record));
            case Topics.INTERNAL -> internal(record);
            case Topics.USAGE -> new Use(record.key(), read(record, InternalRecord.Use.class));
            case Topics.SECURITY -> denied(record);
            case Topics.DENIALS -> origin(record);
            default -> throw new IllegalArgumentException("no data topic: " + record.topic());
        };
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        String type = header(record, Headers.CE_TYPE);
        String version = optional(record, Headers.CE_ORG_VERSION).orElse(null);
        Map<String, String> commitments = optional(record, Headers.COMMITMENTS)
                .map(json -> EventJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {
                }))
                .orElse(Map.of());
        return new Event(header(record, Headers.CE_ID), type, EventJson.read(type, data(record)), positionOf(record),
                version == null ? null : Long.valueOf(version), Instant.parse(header(record, Headers.CE_TIME)),
                actor(record),
                optional(record, Headers.CE_REQUEST_ID).orElse(null), commitments,
                new String(data(record), StandardCharsets.UTF_8),
                optional(record, Headers.TRACE_PARENT).orElse(null));
    }

    private static Denied denied(ConsumerRecord<String, byte[]> record) {
        return new Denied(present(record, EventJson.mapper().readValue(data(record), AccessDenied.class)),
                Instant.parse(header(record, Headers.CE_TIME)), actor(record),
                optional(record, Headers.CE_REQUEST_ID).orElse(null),
                new String(data(record), StandardCharsets.UTF_8));
    }

    private static Origin origin(ConsumerRecord<String, byte[]> record) {
        String[] ids = record.key().split("/", -1);
        if (ids.length != 3 || !record.key().startsWith(InternalRecord.DENIED)) {
            throw new IllegalArgumentException("unknown kind of record on " + record.topic());
        }
        return new Origin(ids[1], ids[2], read(record, InternalRecord.Denial.class));
    }

    private static Actor actor(ConsumerRecord<String, byte[]> record) {
        Actor.Type type = Actor.Type.of(header(record, Headers.ACTOR_TYPE));
        boolean person = type == Actor.Type.USER || type == Actor.Type.APIKEY;
        return new Actor(type, person ? header(record, Headers.CE_ACTOR_ID) : null,
                optional(record, Headers.ACTOR_KEY).orElse(null));
    }

    private static Incoming internal(ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        String id = key.substring(key.indexOf('/') + 1);
        long position = positionOf(record);
        if (key.startsWith(InternalRecord.KEY)) {
            return new Key(id, read(record, InternalRecord.Key.class), position);
        }
        if (key.startsWith(InternalRecord.INVITATION)) {
            return new Invitation(id, read(record, InternalRecord.Invitation.class), position);
        }
        if (key.startsWith(InternalRecord.DETAILS)) {
            int slash = id.indexOf('/');
            if (slash < 0) {
                throw notUnderstood(record, "that names an event and no person");
            }
            return new Details(id.substring(0, slash), id.substring(slash + 1),
                    read(record, InternalRecord.Details.class), position);
        }
        throw new IllegalArgumentException("unknown kind of record on " + record.topic());
    }

    private static <T> @Nullable T read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        return record.value() == null ? null : present(record, EventJson.mapper().readValue(record.value(), type));
    }

    /** A tombstone is no value at all; one that says {@code null} is none, and must not take anything away. */
    private static <T> T present(ConsumerRecord<String, byte[]> record, @Nullable T value) {
        if (value == null) {
            throw notUnderstood(record, "that says null");
        }
        return value;
    }

    private static byte[] data(ConsumerRecord<String, byte[]> record) {
        return present(record, record.value());
    }

    private static IllegalArgumentException notUnderstood(ConsumerRecord<String, byte[]> record, String how) {
        return new IllegalArgumentException("a record " + how + ", on " + record.topic() + "-" + record.partition()
                + " at " + record.offset());
    }

    private static long positionOf(ConsumerRecord<String, byte[]> record) {
        return Long.parseLong(header(record, Headers.POSITION));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return optional(record, name).orElseThrow(() -> notUnderstood(record, "without " + name));
    }

    private static Optional<String> optional(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
