package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The table of tombstones that are to be sent by a time. Kafka closes a segment only when another record comes: without a repeat
 * it would keep what was taken back on a partition that nothing is written to.
 *
 * @param connection which nobody else uses at the same time
 */
record DueTombstones(Connection connection, What what) {

    /** Which ones. */
    enum What {
        /** Of everything that the vault has, see {@link ForgottenRecords}. */
        RECORDS,
        /** Of refused attempts, see {@link DenialTombstones}. */
        DENIALS;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String DUE = """
            SELECT r.user_id, e.global_index FROM repeated_tombstones r JOIN domain_event_entry e
                ON e.aggregate_identifier = r.user_id AND e.payload_type = 'user.erased'
            WHERE r.what = ? AND r.repeat_at <= ? AND e.global_index <= ? ORDER BY r.repeat_at LIMIT ?""";

    /** Whose are to be sent by now, with the position of the erasure. */
    Map<String, Long> at(Instant now, long upTo, int atMost) throws SQLException {
        Map<String, Long> due = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setString(1, what.word());
            query.setObject(2, now.atOffset(ZoneOffset.UTC));
            query.setLong(3, upTo);
            query.setInt(4, atMost);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    due.put(found.getString(1), found.getLong(2));
                }
            }
        }
        return due;
    }

    /** Those that were due at that time were sent. */
    void sent(Collection<String> userIds, Instant then) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM repeated_tombstones WHERE user_id = ANY (?) AND what = ? AND repeat_at <= ?")) {
            delete.setArray(1, connection.createArrayOf("text", userIds.toArray()));
            delete.setString(2, what.word());
            delete.setObject(3, then.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }
}
