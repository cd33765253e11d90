package dev.orgledger.query.audit;

import java.util.List;
import java.util.Set;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.EventJson;

/**
 * Keeps every event as it is, with what a search needs beside it; the entry is made of it when it is read. Ids only:
 * addresses, names and the like are kept apart, so that forgetting a person touches no entry.
 */
@Component
class AuditProjection implements Projection {

    private final AuditChain chain;

    AuditProjection(Store store) {
        this.chain = new AuditChain(store);
    }

    @Override
    public Projection beside(Store store) {
        return new AuditProjection(store);
    }

    @Override
    public Set<String> collections() {
        return Set.of(Collections.AUDIT, Collections.EVENT_DETAILS);
    }

    @Override
    public void begin(List<Incoming> records) {
        chain.begin(records);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record) {
            AuditMapping.Mapped mapped = AuditMapping.of(record.event());
            AuditEntry.Chained chained = record.orgVersion() == null
                    ? new AuditEntry.Chained(null, null)
                    : chain.chain(record, mapped);
            if (chained != null) {
                writes.once(Collections.AUDIT, AuditPlace.of(record), record.position(),
                        fields(record, mapped, chained));
            }
        } else if (incoming instanceof Incoming.Details record) {
            writes.part(Collections.EVENT_DETAILS, record.eventId(), record.personId(), record.position(),
                    details(record));
        }
    }

    private static Document fields(Incoming.Event record, AuditMapping.Mapped mapped, AuditEntry.Chained chained) {
        Document fields = new Document("event_id", record.id()).append("subject", record.event().subject())
                .append("action", record.type())
                .append("at", Documents.date(record.at())).append("actor_type", record.actor().type().word())
                .append("target_id", mapped.target().id()).append("data", record.json());
        append(fields, "version", record.orgVersion());
        append(fields, "previous_hash", chained.previousHash());
        append(fields, "hash", chained.hash());
        append(fields, "actor_id", record.actor().userId());
        append(fields, "apikey_id", record.actor().apiKeyId());
        append(fields, "request_id", record.requestId());
        append(fields, "commitments", record.commitments().isEmpty()
                ? null
                : EventJson.mapper().writeValueAsString(record.commitments()));
        return fields;
    }

    /** There are many entries: what is absent takes no room. */
    private static void append(Document fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.append(name, value);
        }
    }

    private static Document details(Incoming.Details record) {
        return record.value() == null
                ? new Document()
                : new Document("values", EventJson.mapper().writeValueAsString(record.value().values()))
                        .append("salt", record.value().salt());
    }
}
