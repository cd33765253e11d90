package dev.orgledger.query.apikey;

import java.util.List;
import java.util.Set;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.InternalRecord;

/** API keys without their secrets' hashes, which stay in memory. */
@Component
class ApiKeyProjection implements Projection {

    @Override
    public Set<String> collections() {
        return Set.of(Collections.API_KEYS);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Key record) {
            if (record.value() == null) {
                writes.set(Collections.API_KEYS, record.keyId(), record.position(), forgotten());
            } else {
                writes.set(Collections.API_KEYS, record.keyId(), record.position(), fields(record.value()));
            }
        }
    }

    /** Of a forgotten person's key a mark stays, for the audit log; it belongs to nobody and is in no list. */
    private static Document forgotten() {
        Document fields = new Document("name", Persons.ERASED);
        List.of("user_id", "created_at", "expires_at", "limited_to_orgs", "max_role", "revoked_at")
                .forEach(field -> fields.append(field, null));
        return fields;
    }

    private static Document fields(InternalRecord.Key key) {
        return new Document("user_id", key.userId()).append("name", key.name())
                .append("created_at", Documents.date(key.createdAt()))
                .append("expires_at", Documents.date(key.expiresAt()))
                .append("limited_to_orgs",
                        key.limitedToOrgs() == null ? null : key.limitedToOrgs().stream().sorted().toList())
                .append("max_role", key.maxRole() == null ? null : key.maxRole().word())
                .append("revoked_at", Documents.date(key.revokedAt()));
    }
}
