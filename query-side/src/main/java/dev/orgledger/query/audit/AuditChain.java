package dev.orgledger.query.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.audit.AuditHash;

/**
 * Chains the entries of each organization, in the order of its versions: each hash covers the one before. A hash follows
 * from the events alone, so that any replica, and any rebuilding, comes to the same. The newest hash of an organization
 * is that of its newest entry; it is looked up there unless it is remembered, once per batch for all that are not.
 */
class AuditChain {

    private static final int REMEMBERED = 10_000;

    /** The newest entry so far; version 0 before the first. */
    private record Link(long version, @Nullable String hash) {}

    private final Store store;
    /** Touched by the projections' reader alone. */
    private final Map<String, Link> newest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Link> eldest) {
            return size() > REMEMBERED;
        }
    };

    AuditChain(Store store) {
        this.store = store;
    }

    /** Makes sure that for each of these events the entry before it is known. */
    void begin(List<Incoming> records) {
        Map<String, Long> unknown = new HashMap<>();
        Map<String, Long> firsts = new HashMap<>();
        for (Incoming incoming : records) {
            if (incoming instanceof Incoming.Event event && event.orgVersion() != null
                    && firsts.putIfAbsent(event.event().subject(), event.orgVersion()) == null) {
                String orgId = event.event().subject();
                Link link = newest.get(orgId);
                if (event.orgVersion() == 1) {
                    newest.put(orgId, new Link(0, null));
                } else if (link == null || link.version() != event.orgVersion() - 1) {
                    unknown.put(orgId, event.orgVersion());
                }
            }
        }
        if (!unknown.isEmpty()) {
            lookUp(unknown);
        }
    }

    private void lookUp(Map<String, Long> versions) {
        Map<String, Document> stored = store.byIds(Collections.AUDIT, versions.entrySet().stream()
                .flatMap(of -> Stream.of(AuditPlace.of(of.getKey(), of.getValue() - 1),
                        AuditPlace.of(of.getKey(), of.getValue())))
                .toList());
        versions.forEach((orgId, version) -> {
            Document before = stored.get(AuditPlace.of(orgId, version - 1));
            Document same = stored.get(AuditPlace.of(orgId, version));
            String hash = before != null
                    ? before.getString("hash")
                    : same == null ? null : same.getString("previous_hash");
            if (hash == null) {
                // To go on would begin another chain. Nothing but damage of the store leads here.
                throw new IllegalStateException("entry " + (version - 1) + " of " + orgId + " is missing");
            }
            newest.put(orgId, new Link(version - 1, hash));
        });
    }

    /** The place in the chain of that event; null for one that is chained already. */
    AuditEntry.@Nullable Chained chain(Incoming.Event record, AuditMapping.Mapped mapped) {
        String orgId = record.event().subject();
        long version = record.orgVersion() == null ? 0 : record.orgVersion();
        Link before = newest.get(orgId);
        if (before == null || version > before.version() + 1) {
            throw new IllegalStateException("entry " + (version - 1) + " of " + orgId + " is missing");
        }
        if (version <= before.version()) {
            return null;
        }
        String hash = hash(record, mapped, before.hash());
        newest.put(orgId, new Link(version, hash));
        return new AuditEntry.Chained(before.hash(), hash);
    }

    /** The hash of that event's entry, which is chained to that one. */
    static String hash(Incoming.Event record, AuditMapping.Mapped mapped, @Nullable String previous) {
        return AuditHash.of(
                new AuditEntry(record.id(), record.orgVersion(), record.at(), record.event().subject(), record.type(),
                        new AuditEntry.Actor(record.actor().type().word(), record.actor().userId(), null,
                                record.actor().apiKeyId(), null, null, null),
                        new AuditEntry.Target(mapped.target().type(), mapped.target().id(), null),
                        AuditEntries.changes(mapped.changes(), Map.of(), record.commitments().keySet()),
                        record.commitments(), record.requestId(), new AuditEntry.Chained(previous, null), null)
                        .covered());
    }
}
