package dev.orgledger.command.platform.kafka;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.state.StateRecord;
import dev.orgledger.shared.user.UserEvent.UserErased;

/** Makes the records of a batch: each event, and behind it the rows of the vault that travel with it. */
final class Batches {

    private final VaultRows vault;
    private final StateRecords states;
    private final ForgottenRecords forgotten;

    Batches(VaultRows vault, StateRecords states, ForgottenRecords forgotten) {
        this.vault = vault;
        this.states = states;
        this.forgotten = forgotten;
    }

    /** In the order in which they are to be sent. A row that several events want goes once, with the first of them. */
    List<ProducerRecord<String, byte[]>> records(List<StoredEvent> events) throws SQLException {
        List<ProducerRecord<String, byte[]>> records = withoutState(events, vault, forgotten);
        records.addAll(states.of(events));
        return records;
    }

    /** The same without what decides about access, which is made of the rest. */
    static List<ProducerRecord<String, byte[]>> withoutState(List<StoredEvent> events, VaultRows vault,
            ForgottenRecords forgotten) throws SQLException {
        Set<Companions.Row> wanted = new HashSet<>();
        events.forEach(stored -> wanted.addAll(Companions.of(stored.event())));
        Map<Companions.Row, Object> rows = vault.read(wanted);
        Map<String, List<InternalRecord.Details>> details = vault
                .details(events.stream().map(StoredEvent::id).toList());

        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (StoredEvent stored : events) {
            records.add(EventRecords.event(stored));
            for (Companions.Row row : Companions.of(stored.event())) {
                if (wanted.remove(row)) {
                    records.addAll(present(row, rows.get(row), stored.position()));
                }
            }
            for (InternalRecord.Details personal : details.getOrDefault(stored.id(), List.of())) {
                records.add(details(personal, stored.position()));
            }
            if (stored.event() instanceof UserErased erased) {
                records.addAll(forgotten.of(erased.userId(), stored.position()));
            }
        }
        return records;
    }

    /** Values of one event about one person; a tombstone where they were forgotten. */
    static ProducerRecord<String, byte[]> details(InternalRecord.Details row, long position) {
        return EventRecords.data(Topics.INTERNAL, InternalRecord.DETAILS + row.eventId() + "/" + row.personId(),
                row.values().isEmpty() ? null : EventJson.mapper().writeValueAsBytes(row), position);
    }

    /** A row as it is now; one that is gone leaves a tombstone. */
    private static List<ProducerRecord<String, byte[]>> present(Companions.Row row, @Nullable Object value,
            long position) {
        if (row.kind() == Companions.Kind.FACTS) {
            return List.of(StateRecords.user(row.id(), (StateRecord.User) value, position));
        }
        VaultRows.Address to = VaultRows.Address.of(row);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        records.add(EventRecords.data(to.topic(), to.key(),
                value == null ? null : EventJson.mapper().writeValueAsBytes(value), position));
        if (value instanceof InternalRecord.Key key) {
            records.add(StateRecords.key(key, position));
        }
        return records;
    }
}
