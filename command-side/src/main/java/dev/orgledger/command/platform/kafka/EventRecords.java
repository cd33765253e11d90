package dev.orgledger.command.platform.kafka;

import static dev.orgledger.shared.envelope.Headers.ACTOR_KEY;
import static dev.orgledger.shared.envelope.Headers.ACTOR_TYPE;
import static dev.orgledger.shared.envelope.Headers.CE_ACTOR_ID;
import static dev.orgledger.shared.envelope.Headers.CE_ORG_VERSION;
import static dev.orgledger.shared.envelope.Headers.CE_REQUEST_ID;
import static dev.orgledger.shared.envelope.Headers.CE_TRACE_PARENT;
import static dev.orgledger.shared.envelope.Headers.COMMITMENTS;
import static dev.orgledger.shared.envelope.Headers.POSITION;
import static dev.orgledger.shared.envelope.Headers.TRACE_PARENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.CloudEvent;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.Topics;

/** How an event and what travels beside it look as Kafka records. */
final class EventRecords {

    private EventRecords() {
    }

    /** The event itself: CloudEvents 1.0 in binary mode. */
    static ProducerRecord<String, byte[]> event(StoredEvent stored) {
        ProducerRecord<String, byte[]> made = data(Topics.EVENTS, stored.event().subject(), stored.json(),
                stored.position());
        Headers headers = made.headers();
        CloudEvent.headers(stored.id(), stored.type(), stored.type() + ".v" + stored.revision() + ".json",
                stored.event().subject(), stored.at()).forEach((name, value) -> put(headers, name, value));
        if (stored.event() instanceof DomainEvent.OfOrganization) {
            put(headers, CE_ORG_VERSION, Long.toString(stored.sequence() + 1));
        }
        StoredEvent.Origin origin = stored.origin();
        put(headers, CE_ACTOR_ID, origin.actor().id());
        put(headers, CE_REQUEST_ID, origin.requestId());
        put(headers, CE_TRACE_PARENT, origin.traceparent());
        put(headers, ACTOR_TYPE, origin.actor().type().word());
        put(headers, ACTOR_KEY, origin.actor().apiKeyId());
        put(headers, COMMITMENTS, origin.commitments());
        return made;
    }

    /**
     * A record of one of {@link Topics#DATA}.
     *
     * @param value null for a tombstone
     */
    static ProducerRecord<String, byte[]> data(String topic, String key, byte @Nullable [] value, long position) {
        return new ProducerRecord<>(topic, partition(key), key, value, List.of(position(position)));
    }

    /**
     * A record of {@link Topics#STATE}.
     *
     * @param owner the organization or user that it is partitioned by
     * @param value null for a tombstone
     * @param version of the organization, so that a tombstone tells it, too; null for what belongs to none
     */
    static ProducerRecord<String, byte[]> state(String key, String owner, byte @Nullable [] value, long position,
            @Nullable Long version) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.STATE, partition(owner), key, value,
                List.of(position(position)));
        put(made.headers(), CE_ORG_VERSION, version == null ? null : version.toString());
        return made;
    }

    /** The trace that this event belongs to; null where nobody traced it. */
    static @Nullable String trace(Headers headers) {
        Header context = headers.lastHeader(CE_TRACE_PARENT);
        return context == null ? null : new String(context.value(), UTF_8);
    }

    /** The header of the record's own step in that trace. */
    static Header step(String context) {
        return new RecordHeader(TRACE_PARENT, context.getBytes(UTF_8));
    }

    /** The header that says so. */
    static Header position(long position) {
        return new RecordHeader(POSITION, Long.toString(position).getBytes(UTF_8));
    }

    /** What that header says; 0 without it. */
    static long position(Headers headers) {
        Header position = headers.lastHeader(POSITION);
        return position == null ? 0 : Long.parseLong(new String(position.value(), UTF_8));
    }

    /**
     * Where Kafka's own partitioner puts that key. Computed here because a resuming forwarder asks for the partition
     * before it decides whether to send, and so that nothing else ever decides it.
     */
    static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % Topics.PARTITIONS;
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }
}
