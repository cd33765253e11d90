package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;

/**
 * What follows {@code user.erased}: a tombstone for every record that was ever sent of that person, and what is left of those
 * of others in which the person's address stood. Made of what the store knows of the person by then, which is ids, so that a
 * repeat sends the same.
 */
final class ForgottenRecords {

    private static final String KEYS = "SELECT key_id FROM api_key WHERE user_id = ?";
    private static final String INVITATIONS = "SELECT invitation_id FROM invitation WHERE person_id = ?";
    private static final String OWN_DETAILS = "SELECT event_id FROM event_personal WHERE person_id = ?";
    private static final String CONTACTS = "SELECT id FROM forgotten_row WHERE user_id = ? AND kind = 'contact'";
    private static final String DETAILS_OF_OTHERS = """
            SELECT id FROM forgotten_row WHERE user_id = ? AND kind = 'details'""";

    private final Connection connection;
    private final VaultRows vault;

    /** Reads by that connection, which nobody else uses at the same time. */
    ForgottenRecords(Connection connection) {
        this.connection = connection;
        this.vault = new VaultRows(connection);
    }

    /** In any order: each is of another key. */
    List<ProducerRecord<String, byte[]>> of(String userId, long position) throws SQLException {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (String keyId : ids(KEYS, userId)) {
            records.add(EventRecords.data(Topics.INTERNAL, InternalRecord.KEY + keyId, null, position));
            records.add(EventRecords.state(keyId, userId, null, position, null));
            records.add(EventRecords.data(Topics.USAGE, keyId, null, position));
        }
        for (String invitationId : ids(INVITATIONS, userId)) {
            records.add(EventRecords.data(Topics.INTERNAL, InternalRecord.INVITATION + invitationId, null, position));
        }
        for (String eventId : ids(OWN_DETAILS, userId)) {
            records.add(EventRecords.data(Topics.INTERNAL, InternalRecord.DETAILS + eventId + "/" + userId, null,
                    position));
        }
        for (String orgId : ids(CONTACTS, userId)) {
            records.add(EventRecords.data(Topics.PERSONS, orgId, null, position));
        }
        records.addAll(detailsOfOthers(ids(DETAILS_OF_OTHERS, userId), position));
        return records;
    }

    /** All that was sent at the erasure; where refused attempts came from is taken back by {@link DenialForgetting}. */
    List<ProducerRecord<String, byte[]>> again(String userId, long position) throws SQLException {
        List<ProducerRecord<String, byte[]>> records = of(userId, position);
        records.add(EventRecords.data(Topics.PERSONS, userId, null, position));
        records.add(StateRecords.user(userId, null, position));
        return records;
    }

    private List<ProducerRecord<String, byte[]>> detailsOfOthers(List<String> rows, long position)
            throws SQLException {
        List<String> events = rows.stream().map(row -> row.substring(0, row.indexOf('/'))).distinct().toList();
        return vault.details(events).values().stream().flatMap(List::stream)
                .filter(row -> rows.contains(row.eventId() + "/" + row.personId()))
                .map(row -> Batches.details(row, position)).toList();
    }

    private List<String> ids(String sql, String userId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, userId);
            try (ResultSet found = query.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (found.next()) {
                    ids.add(found.getString(1));
                }
                return ids;
            }
        }
    }
}
