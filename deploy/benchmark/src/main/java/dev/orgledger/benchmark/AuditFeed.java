package dev.orgledger.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.audit.PersonalValues;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.state.StateChanges;
import dev.orgledger.shared.state.StateRecord;

/** Writes to Kafka what the command side's forwarder writes, as much as there is room for. */
final class AuditFeed implements AutoCloseable {

    private static final String SALT = "c2FsdC1vZi10aGUtYmVuY2g";

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, StateRecord.Organization> organizations = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long position;
    /** Each event happens a second after the last. */
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    AuditFeed(String bootstrapServers) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        // Never compacted: that would run beside what is measured, at one time or another.
        for (List<String> some : List.of(Topics.DATA, List.of(Topics.USAGE, Topics.SECURITY, Topics.DENIALS))) {
            some.forEach(topic -> topics.add(new NewTopic(topic, Topics.PARTITIONS, (short) 1)));
        }
        topics.add(new NewTopic(Topics.WATERMARK, 1, (short) 1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        }
        // One request at a time: topics are new, and what a partition refuses because it has no leader yet must not be
        // overtaken, or it is refused for ever.
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5", "batch.size", "131072",
                        "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(), new ByteArraySerializer());
    }

    /** The next event of the store, with what goes with it: the state after it, and personal values apart from it. */
    void event(Actor by, Map<String, String> personal, DomainEvent event) {
        position++;
        now = now.plusSeconds(1);
        String id = Numbered.eventId(position);
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
            header(made, Headers.CE_ORG_VERSION, String.valueOf(version(of.orgId()) + 1));
        }
        by(made, by);
        if (!personal.isEmpty()) {
            header(made, Headers.COMMITMENTS, EventJson.mapper().writeValueAsString(commitments(personal)));
            String person = String.valueOf(by.userId());
            json(Topics.INTERNAL, InternalRecord.DETAILS + id + "/" + person,
                    new InternalRecord.Details(id, person, personal, SALT));
        }
        send(made);
        if (event instanceof DomainEvent.OfOrganization of) {
            state(of, id);
        }
    }

    private static Map<String, String> commitments(Map<String, String> personal) {
        byte[] salt = Base64.getUrlDecoder().decode(SALT);
        Map<String, String> commitments = new TreeMap<>();
        personal.forEach((name, value) -> commitments.put(name, PersonalValues.commitment(salt, name, value)));
        return commitments;
    }

    private void by(ProducerRecord<String, byte[]> made, Actor by) {
        header(made, Headers.CE_ACTOR_ID, by.id());
        header(made, Headers.CE_REQUEST_ID, "request-" + position);
        header(made, Headers.ACTOR_TYPE, by.type().word());
        if (by.apiKeyId() != null) {
            header(made, Headers.ACTOR_KEY, by.apiKeyId());
        }
    }

    private void state(DomainEvent.OfOrganization event, String eventId) {
        long version = version(event.orgId()) + 1;
        StateChanges.membership(event, eventId, now, version)
                .ifPresent(change -> state(change.key(), change.orgId(), change.value(), version));
        StateRecord.Organization after = StateChanges.organization(organizations.get(event.orgId()), event, now,
                version);
        organizations.put(event.orgId(), after);
        state(event.orgId(), event.orgId(), after, version);
    }

    /** What decides about access, partitioned by whose it is. */
    void state(String key, String owner, @Nullable StateRecord value, @Nullable Long version) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.STATE,
                Utils.toPositive(Utils.murmur2(owner.getBytes(UTF_8))) % Topics.PARTITIONS, key,
                value == null ? null : EventJson.mapper().writeValueAsBytes(value));
        header(made, Headers.POSITION, String.valueOf(position));
        if (version != null) {
            header(made, Headers.CE_ORG_VERSION, version.toString());
        }
        send(made);
    }

    /** Any other value that came with the last event. */
    void json(String topic, String key, Object value) {
        send(record(topic, key, EventJson.mapper().writeValueAsBytes(value)));
    }

    /** A refused attempt, as either side tells of it. */
    void denied(Actor by, AccessDenied attempt, Map<String, String> origin) {
        json(Topics.DENIALS, InternalRecord.DENIED + attempt.id() + "/" + by.id(), new InternalRecord.Denial(origin));
        ProducerRecord<String, byte[]> made = record(Topics.SECURITY, attempt.orgId(),
                EventJson.mapper().writeValueAsBytes(attempt));
        header(made, Headers.CE_ID, attempt.id());
        header(made, Headers.CE_TYPE, AccessDenied.TYPE);
        header(made, Headers.CE_TIME, now.toString());
        by(made, by);
        send(made);
    }

    /** The sign of life that follows a batch; returns the position that everything is written up to. */
    long watermark() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        Map<String, List<Long>> offsets = new HashMap<>();
        Topics.DATA.forEach(topic -> offsets.put(topic, IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(partition -> ends.getOrDefault(new TopicPartition(topic, partition), 0L)).toList()));
        json(Topics.WATERMARK, "watermark", new Watermark(position, Instant.now(), offsets));
        producer.flush();
        return position;
    }

    Instant now() {
        return now;
    }

    long version(String orgId) {
        StateRecord.Organization known = organizations.get(orgId);
        return known == null ? 0 : known.version();
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
        producer.send(record, (metadata, failed) -> {
            if (failed == null) {
                ends.put(new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset() + 1);
            } else {
                failure.compareAndSet(null, failed);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
