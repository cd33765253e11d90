package dev.orgledger.command.platform.kafka;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.state.StateChanges;
import dev.orgledger.shared.state.StateRecord;

/** What a batch of events changes on {@code org.state.v1}. */
final class StateRecords {

    private final OrganizationStates organizations;

    StateRecords(OrganizationStates organizations) {
        this.organizations = organizations;
    }

    /**
     * The records of organizations and memberships, in order. An organization's own record goes once, behind its
     * memberships, with the version of its last event: who has read it has read all that led there.
     */
    List<ProducerRecord<String, byte[]>> of(List<StoredEvent> events) throws SQLException {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        Map<String, ProducerRecord<String, byte[]>> last = new LinkedHashMap<>();
        for (StoredEvent stored : events) {
            if (stored.event() instanceof DomainEvent.OfOrganization event) {
                long version = stored.sequence() + 1;
                organizations.after(stored, event).ifPresent(organization -> {
                    StateChanges.membership(event, stored.id(), stored.at(), version)
                            .ifPresent(change -> records.add(membership(change, stored.position(), version)));
                    last.put(event.orgId(), organization(organization, stored.position()));
                });
            }
        }
        records.addAll(last.values());
        return records;
    }

    /** The record of a membership that came or changed; a tombstone for one that went. */
    static ProducerRecord<String, byte[]> membership(StateChanges.Change change, long position, long version) {
        return EventRecords.state(change.key(), change.orgId(), json(change.value()), position, version);
    }

    /** The record of an organization. */
    static ProducerRecord<String, byte[]> organization(StateRecord.Organization value, long position) {
        return EventRecords.state(value.orgId(), value.orgId(), json(value), position, value.version());
    }

    /** The record of a registered user; a tombstone for one who is gone. */
    static ProducerRecord<String, byte[]> user(String userId, StateRecord.@Nullable User user, long position) {
        return EventRecords.state(userId, userId, json(user), position, null);
    }

    /** The record of a key, without what it is recognised by. */
    static ProducerRecord<String, byte[]> key(InternalRecord.Key key, long position) {
        return EventRecords.state(key.keyId(), key.userId(), json(new StateRecord.Key(key.keyId(), key.userId(),
                new KeyLimits(key.expiresAt(), key.limitedToOrgs(), key.maxRole()), key.revokedAt())), position, null);
    }

    private static byte @Nullable [] json(@Nullable StateRecord value) {
        return value == null ? null : EventJson.mapper().writeValueAsBytes(value);
    }
}
