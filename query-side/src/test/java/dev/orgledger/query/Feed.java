package dev.orgledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

import dev.orgledger.shared.audit.PersonalValues;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.state.StateChanges;
import dev.orgledger.shared.state.StateRecord;

/** Writes to Kafka what the command side's forwarder writes, and nothing else. */
final class Feed implements AutoCloseable {

    private static final String SALT = "c2FsdC1vZi10aGUtdGVzdA";

    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, StateRecord.Organization> organizations = new HashMap<>();
    private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private long position;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Feed(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        // One request at a time: topics are new, and what a partition refuses because it has no leader yet must not be
        // overtaken, or it is refused for ever.
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5",
                        "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(), new ByteArraySerializer());
        List<NewTopic> topics = new ArrayList<>();
        Topics.DATA.forEach(topic -> topics.add(new NewTopic(topic, Topics.PARTITIONS, (short) 1)));
        for (String topic : List.of(Topics.USAGE, Topics.SECURITY, Topics.DENIALS)) {
            topics.add(new NewTopic(topic, Topics.PARTITIONS, (short) 1));
        }
        topics.add(new NewTopic(Topics.WATERMARK, 1, (short) 1));
        try {
            admin.createTopics(topics).all().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who acts in what follows, and from which request. */
    record By(Actor actor, String requestId, Map<String, String> commitments) {

        static By user(String userId) {
            return new By(new Actor(Actor.Type.USER, userId, null), "request-1", Map.of());
        }

        static By key(String userId, String keyId) {
            return new By(new Actor(Actor.Type.APIKEY, userId, keyId), "request-1", Map.of());
        }

        static By platform() {
            return new By(new Actor(Actor.Type.PLATFORM, null, null), "request-1", Map.of());
        }
    }

    /** The next event of the store; returns its id. Each one happens a second after the last. */
    String event(By by, DomainEvent event) {
        position++;
        now = now.plusSeconds(1);
        String id = UUID.randomUUID().toString();
        EventTypes.EventType type = EventTypes.of(event.getClass());
        ProducerRecord<String, byte[]> made = record(Topics.EVENTS, event.subject(), EventJson.write(event));
        header(made, Headers.CE_SPEC_VERSION, "1.0");
        header(made, Headers.CE_ID, id);
        header(made, Headers.CE_SOURCE, "/orgledger");
        header(made, Headers.CE_TYPE, type.name());
        header(made, Headers.CE_SUBJECT, event.subject());
        header(made, Headers.CE_TIME, now.toString());
        header(made, Headers.CE_DATA_SCHEMA, "https://orgledger.dev/schemas/" + type.schema());
        header(made, Headers.CONTENT_TYPE, "application/json");
        if (event instanceof DomainEvent.OfOrganization of) {
            header(made, Headers.CE_ORG_VERSION, String.valueOf(versions.merge(of.orgId(), 1L, Long::sum)));
        }
        by(made, by);
        if (!by.commitments().isEmpty()) {
            header(made, Headers.COMMITMENTS, EventJson.mapper().writeValueAsString(by.commitments()));
        }
        send(made);
        if (event instanceof DomainEvent.OfOrganization of) {
            state(of, id);
        }
        return id;
    }

    /** One that was written by a clock which was ahead of all others, and of this machine's. */
    String eventAhead(By by, DomainEvent event) {
        Instant before = now;
        now = Instant.parse("2999-01-01T00:00:00Z");
        try {
            return event(by, event);
        } finally {
            now = before;
        }
    }

    private static void by(ProducerRecord<String, byte[]> made, By by) {
        header(made, Headers.CE_ACTOR_ID, by.actor().id());
        header(made, Headers.CE_REQUEST_ID, by.requestId());
        header(made, Headers.ACTOR_TYPE, by.actor().type().word());
        if (by.actor().apiKeyId() != null) {
            header(made, Headers.ACTOR_KEY, by.actor().apiKeyId());
        }
    }

    private void state(DomainEvent.OfOrganization event, String eventId) {
        long version = versions.get(event.orgId());
        StateChanges.membership(event, eventId, now, version)
                .ifPresent(change -> state(change.key(), change.orgId(), change.value(), version));
        // Only what begins with its creation has a state.
        if (organizations.containsKey(event.orgId()) || event instanceof OrgCreated) {
            StateRecord.Organization after = StateChanges.organization(organizations.get(event.orgId()), event, now,
                    version);
            organizations.put(event.orgId(), after);
            state(event.orgId(), event.orgId(), after, version);
        }
    }

    private void state(String key, String owner, StateRecord value, Long version) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.STATE,
                Utils.toPositive(Utils.murmur2(owner.getBytes(UTF_8))) % Topics.PARTITIONS, key,
                value == null ? null : EventJson.mapper().writeValueAsBytes(value));
        header(made, Headers.POSITION, String.valueOf(position));
        if (version != null) {
            header(made, Headers.CE_ORG_VERSION, version.toString());
        }
        send(made);
    }

    void person(String personId, PersonRecord person) {
        send(record(Topics.PERSONS, personId, person));
    }

    void contact(String orgId, ContactRecord contact) {
        send(record(Topics.PERSONS, orgId, contact));
    }

    void key(InternalRecord.Key key) {
        send(record(Topics.INTERNAL, InternalRecord.KEY + key.keyId(), key));
    }

    /** That another process saw the key used. */
    void use(String keyId, Instant at) {
        producer.send(new ProducerRecord<>(Topics.USAGE, keyId,
                EventJson.mapper().writeValueAsBytes(new InternalRecord.Use(at))));
        producer.flush();
    }

    /** A refused attempt, as either side tells of it; each one happens a second after what was before. */
    void denied(By by, AccessDenied attempt, Map<String, String> origin) {
        now = now.plusSeconds(1);
        send(record(Topics.DENIALS, InternalRecord.DENIED + attempt.id() + "/" + by.actor().id(),
                new InternalRecord.Denial(origin)));
        ProducerRecord<String, byte[]> made = record(Topics.SECURITY, attempt.orgId(), attempt);
        header(made, Headers.CE_ID, attempt.id());
        header(made, Headers.CE_TYPE, AccessDenied.TYPE);
        header(made, Headers.CE_TIME, now.toString());
        by(made, by);
        send(made);
        producer.flush();
    }

    void facts(String userId, PersonFacts facts) {
        state(userId, userId, new StateRecord.User(userId, facts), null);
    }

    void invitation(String invitationId, InternalRecord.Invitation invitation) {
        send(record(Topics.INTERNAL, InternalRecord.INVITATION + invitationId, invitation));
    }

    void details(String eventId, String personId, Map<String, String> values) {
        send(record(Topics.INTERNAL, InternalRecord.DETAILS + eventId + "/" + personId,
                new InternalRecord.Details(eventId, personId, values, SALT)));
    }

    /** What the command side leaves in an event in place of these values, which go by {@link #details}. */
    static Map<String, String> commitments(Map<String, String> values) {
        Map<String, String> commitments = new TreeMap<>();
        values.forEach((name, value) -> commitments.put(name,
                PersonalValues.commitment(Base64.getUrlDecoder().decode(SALT), name, value)));
        return commitments;
    }

    /** Forgets what stands under that key; an event must have been before, for the position. */
    void tombstone(String topic, String key) {
        position++;
        send(record(topic, key, (byte[]) null));
    }

    /** The sign of life that follows a batch; returns what a command would have answered as x-position. */
    String watermark() {
        return watermark(Instant.now());
    }

    String watermark(Instant at) {
        producer.flush();
        Map<String, List<Long>> offsets = new HashMap<>();
        Topics.DATA.forEach(topic -> offsets.put(topic, IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(partition -> ends.getOrDefault(new TopicPartition(topic, partition), 0L)).toList()));
        producer.send(new ProducerRecord<>(Topics.WATERMARK, 0, "watermark",
                EventJson.mapper().writeValueAsBytes(new Watermark(position, at, offsets))));
        producer.flush();
        return "p" + position;
    }

    /** Sends everything once more, as a forwarder that lost its place would. */
    void repeatEverything() {
        List<ProducerRecord<String, byte[]>> again = List.copyOf(sent);
        again.forEach(this::confirm);
        producer.flush();
    }

    /** Lets time pass before the next event. */
    void later(Duration time) {
        now = now.plus(time);
    }

    long position() {
        return position;
    }

    Instant now() {
        return now;
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, Object value) {
        return record(topic, key, EventJson.mapper().writeValueAsBytes(value));
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, byte[] value) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(topic, key, value);
        header(made, Headers.POSITION, String.valueOf(position));
        return made;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        sent.add(record);
        confirm(record);
    }

    /** What a watermark names are confirmed offsets: the broker's own idea of the end can be behind for a moment. */
    private void confirm(ProducerRecord<String, byte[]> record) {
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                ends.put(new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset() + 1);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
