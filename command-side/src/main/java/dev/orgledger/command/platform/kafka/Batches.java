package dev.orgledger.command.platform.kafka;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;

/** Makes the records of a batch: each event, and behind it the rows of the vault that travel with it. */
final class Batches {

    private final VaultRows vault;

    Batches(VaultRows vault) {
        this.vault = vault;
    }

    /** In the order in which they are to be sent. A row that several events want goes once, with the first of them. */
    List<ProducerRecord<String, byte[]>> records(List<StoredEvent> events) throws SQLException {
        Set<Companions.Row> wanted = new HashSet<>();
        events.forEach(stored -> wanted.addAll(Companions.of(stored.event())));
        Map<Companions.Row, byte[]> rows = vault.read(wanted);
        Map<String, List<InternalRecord.Details>> details = vault
                .details(events.stream().map(StoredEvent::id).toList());

        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (StoredEvent stored : events) {
            records.add(EventRecords.event(stored));
            for (Companions.Row row : Companions.of(stored.event())) {
                if (wanted.remove(row)) {
                    VaultRows.Address to = VaultRows.Address.of(row);
                    records.add(EventRecords.data(to.topic(), to.key(), rows.get(row), stored.position()));
                }
            }
            for (InternalRecord.Details personal : details.getOrDefault(stored.id(), List.of())) {
                records.add(EventRecords.data(Topics.INTERNAL,
                        InternalRecord.DETAILS + personal.eventId() + "/" + personal.personId(),
                        EventJson.mapper().writeValueAsBytes(personal), stored.position()));
            }
        }
        return records;
    }
}
