package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.state.StateRecord;

/**
 * Publishes {@code org.state.v1} again where somebody has asked for it in the table {@code state_request}: the last record of every
 * organization, membership, user and key, as it follows from the event store, and tombstones for what is over. A part at a time,
 * between two batches of the forwarder.
 */
final class StateAgain {

    private static final int PART = 50;
    private static final String OPEN = "SELECT id, reached, total FROM state_request WHERE open";
    private static final String BEGIN = """
            UPDATE state_request SET total = (SELECT count(*) FROM domain_event_entry WHERE sequence_number = 0)
            WHERE id = ?""";
    private static final String DONE = "UPDATE state_request SET reached = ?, done = done + ? WHERE id = ?";
    private static final String CLOSE = "UPDATE state_request SET open = false WHERE id = ?";
    private static final String NEXT = """
            SELECT a.id, (SELECT max(e.global_index) FROM domain_event_entry e
                          WHERE e.aggregate_identifier = a.id AND e.global_index <= ?)
            FROM (SELECT aggregate_identifier AS id FROM domain_event_entry
                  WHERE aggregate_identifier > ? AND sequence_number = 0 ORDER BY aggregate_identifier LIMIT ?) a
            ORDER BY a.id""";
    private static final String OWNERS = "SELECT key_id, user_id FROM api_key WHERE key_id = ANY(?)";

    /**
     * One thing of the store.
     *
     * @param position of its last event; null where none is on Kafka yet
     */
    private record Thing(String id, @Nullable Long position) {}

    private record Request(long id, String reached, long total) {}

    private final Connection connection;
    private final VaultRows vault;

    /** Reads and writes by that connection, which nobody else uses at the same time and which is in auto-commit mode. */
    StateAgain(Connection connection) {
        this.connection = connection;
        this.vault = new VaultRows(connection);
    }

    /**
     * Publishes the next part, if anybody has asked for it.
     *
     * @param position up to which events are on Kafka
     * @return whether there is more
     */
    boolean next(long position, Publication publication) throws SQLException, InterruptedException {
        Request request = open();
        if (request == null) {
            return false;
        }
        if (request.total() == 0) {
            update(BEGIN, request.id());
        }
        List<Thing> things = things(request.reached(), position);
        if (things.isEmpty()) {
            update(CLOSE, request.id());
            return false;
        }
        publication.send(records(things, position), position);
        update(DONE, things.getLast().id(), things.size(), request.id());
        return true;
    }

    private List<ProducerRecord<String, byte[]>> records(List<Thing> things, long position) throws SQLException {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        Map<String, Long> known = things.stream().filter(thing -> thing.position() != null)
                .collect(Collectors.toMap(Thing::id, Thing::position));
        for (String orgId : ids(known, "org_")) {
            records.addAll(new OrganizationHistory(connection, orgId, position).records());
        }
        Map<String, String> owners = owners(ids(known, "key_"));
        Set<Companions.Row> wanted = rows(ids(known, "user_"), Companions.Kind.FACTS);
        wanted.addAll(rows(List.copyOf(owners.keySet()), Companions.Kind.KEY));
        Map<Companions.Row, Object> present = vault.read(wanted);
        for (Companions.Row row : wanted) {
            Object value = present.get(row);
            long at = known.getOrDefault(row.id(), position);
            if (row.kind() == Companions.Kind.FACTS) {
                records.add(StateRecords.user(row.id(), (StateRecord.User) value, at));
            } else if (value instanceof InternalRecord.Key key) {
                records.add(StateRecords.key(key, at));
            } else {
                records.add(EventRecords.state(row.id(), owners.getOrDefault(row.id(), row.id()), null, at, null));
            }
        }
        return records;
    }

    private static List<String> ids(Map<String, Long> known, String prefix) {
        return known.keySet().stream().filter(id -> id.startsWith(prefix)).sorted().toList();
    }

    private static Set<Companions.Row> rows(List<String> ids, Companions.Kind kind) {
        return ids.stream().map(id -> new Companions.Row(kind, id)).collect(Collectors.toSet());
    }

    private @Nullable Request open() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OPEN); ResultSet found = query.executeQuery()) {
            return found.next() ? new Request(found.getLong(1), found.getString(2), found.getLong(3)) : null;
        }
    }

    private List<Thing> things(String behind, long position) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setLong(1, position);
            query.setString(2, behind);
            query.setInt(3, PART);
            try (ResultSet found = query.executeQuery()) {
                List<Thing> things = new ArrayList<>();
                while (found.next()) {
                    things.add(new Thing(found.getString(1), found.getObject(2, Long.class)));
                }
                return things;
            }
        }
    }

    private Map<String, String> owners(List<String> keyIds) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OWNERS)) {
            query.setArray(1, connection.createArrayOf("text", keyIds.toArray()));
            try (ResultSet found = query.executeQuery()) {
                Map<String, String> owners = new HashMap<>();
                while (found.next()) {
                    owners.put(found.getString(1), found.getString(2));
                }
                return owners;
            }
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }
}
