package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.state.StateChanges;
import dev.orgledger.shared.state.StateRecord.Organization;

/** All events of one organization, folded to what is left of them on {@code org.state.v1}. */
final class OrganizationHistory {

    private static final int STRETCH = 1_000;
    private static final String EVENTS = """
            SELECT event_identifier, sequence_number, global_index, payload_type, payload, time_stamp
            FROM domain_event_entry WHERE aggregate_identifier = ? AND sequence_number >= ? AND global_index <= ?
            ORDER BY sequence_number LIMIT ?""";

    private final Connection connection;
    private final String orgId;
    private final long upTo;
    private final Map<String, ProducerRecord<String, byte[]>> memberships = new LinkedHashMap<>();
    private @Nullable Organization organization;
    private long position;
    private long next;

    /** @param upTo the last position that is on Kafka */
    OrganizationHistory(Connection connection, String orgId, long upTo) {
        this.connection = connection;
        this.orgId = orgId;
        this.upTo = upTo;
    }

    /** The last record of each membership, in the order in which they were made, and the organization's own behind them. */
    List<ProducerRecord<String, byte[]>> records() throws SQLException {
        while (readStretch() == STRETCH) {
            // The next one follows.
        }
        Organization last = organization;
        if (last == null) {
            return List.of();
        }
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(memberships.values());
        records.add(StateRecords.organization(last, position));
        return records;
    }

    private int readStretch() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setString(1, orgId);
            query.setLong(2, next);
            query.setLong(3, upTo);
            query.setInt(4, STRETCH);
            try (ResultSet found = query.executeQuery()) {
                int count = 0;
                while (found.next()) {
                    fold(found);
                    count++;
                }
                return count;
            }
        }
    }

    private void fold(ResultSet row) throws SQLException {
        DomainEvent.OfOrganization event = (DomainEvent.OfOrganization) EventJson.read(row.getString("payload_type"),
                row.getBytes("payload"));
        Instant at = OffsetDateTime.parse(row.getString("time_stamp")).toInstant();
        next = row.getLong("sequence_number") + 1;
        position = row.getLong("global_index");
        if (organization == null && !(event instanceof OrgCreated)) {
            return;
        }
        organization = StateChanges.organization(organization, event, at, next);
        StateChanges.membership(event, row.getString("event_identifier"), at, next).ifPresent(change -> {
            memberships.remove(change.key());
            memberships.put(change.key(), StateRecords.membership(change, position, next));
        });
    }
}
