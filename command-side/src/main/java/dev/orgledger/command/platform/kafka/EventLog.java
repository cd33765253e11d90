package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.EventJson;

/**
 * The event store, read strictly in the order of its positions and never past a position that a running transaction may
 * still fill. Positions are taken when a row is inserted, not when it is committed, so a reader meets gaps. It reads up
 * to the first one, and passes it only once no transaction is left that could have taken it.
 *
 * <p>
 * A gap is settled like this. The sequence's last value L is read, and <em>then</em> a transaction id M is taken. The
 * first column of a row is its transaction's id, so whoever took a position up to L had an id before that, thus below M.
 * Once every transaction below M has ended, a row up to L is visible now or never.
 *
 * <p>
 * Note: M is an id of our own and not {@code pg_snapshot_xmax}. That one is one past the newest transaction that has
 * <em>ended</em>, and so says nothing of running ones above it. An id is used up for each gap, not for each look.
 */
final class EventLog {

    private static final String LAST = """
            SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM domain_event_entry_global_index_seq""";
    private static final String ROWS = """
            SELECT global_index, event_identifier, sequence_number, payload_type, payload_revision, time_stamp, payload,
                   meta_data
            FROM domain_event_entry WHERE global_index > ? ORDER BY global_index LIMIT ?""";
    private static final String NEW_TRANSACTION_ID = "SELECT pg_current_xact_id()::text::bigint";
    private static final String SETTLED_OR_FILLED = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= ?,
                   EXISTS (SELECT 1 FROM domain_event_entry WHERE global_index = ?)""";

    /**
     * What comes next.
     *
     * @param events in order
     * @param upTo everything up to this position has now been read
     * @param last the last position that any transaction had taken
     */
    record Batch(List<StoredEvent> events, long upTo, long last) {}

    private record Gap(long from, long last, long transactionId) {}

    private final Connection connection;
    private final int limit;
    private @Nullable Gap gap;
    private long settled;

    /** Reads by that connection, which nobody else uses at the same time and which is in auto-commit mode. */
    EventLog(Connection connection, int limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** The last position that any transaction has taken. */
    long last() throws SQLException {
        return number(LAST);
    }

    /** The events behind that position, up to a gap that is not settled. */
    Batch after(long position) throws SQLException {
        // First, so that a row committed from here on is found by a later look and not mistaken for a gap.
        long last = last();
        if (last <= position) {
            return new Batch(List.of(), position, last);
        }
        if (gap != null && !passable(gap)) {
            return new Batch(List.of(), position, last);
        }
        List<StoredEvent> rows = rows(position);
        List<Long> positions = rows.stream().map(StoredEvent::position).toList();
        Prefix prefix = Prefix.of(position, settled, positions, limit);
        if (prefix.upTo() == position) {
            gap = new Gap(position + 1, last, number(NEW_TRANSACTION_ID));
        }
        return new Batch(rows.subList(0, prefix.length()), prefix.upTo(), last);
    }

    private boolean passable(Gap open) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SETTLED_OR_FILLED)) {
            query.setLong(1, open.transactionId());
            query.setLong(2, open.from());
            try (ResultSet found = query.executeQuery()) {
                found.next();
                if (found.getBoolean(1)) {
                    settled = open.last();
                } else if (!found.getBoolean(2)) {
                    return false;
                }
                gap = null;
                return true;
            }
        }
    }

    private List<StoredEvent> rows(long position) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setLong(1, position);
            query.setInt(2, limit);
            try (ResultSet found = query.executeQuery()) {
                List<StoredEvent> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row(found));
                }
                return rows;
            }
        }
    }

    private static StoredEvent row(ResultSet found) throws SQLException {
        String type = found.getString("payload_type");
        String revision = found.getString("payload_revision");
        byte[] json = found.getBytes("payload");
        return new StoredEvent(found.getLong("global_index"), found.getString("event_identifier"),
                found.getLong("sequence_number"), type, revision == null ? 1 : Integer.parseInt(revision),
                OffsetDateTime.parse(found.getString("time_stamp")).toInstant(), json, EventJson.read(type, json),
                StoredEvent.Origin.of(found.getBytes("meta_data")));
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql); ResultSet found = query.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    /**
     * How far a reader may go.
     *
     * @param length how many of the rows it may take
     * @param upTo the position that it has then reached
     */
    record Prefix(int length, long upTo) {

        /**
         * Note: {@code settled} must have been found out before the rows were read.
         *
         * @param position what has been reached already
         * @param settled up to here every row is visible that will ever be
         * @param rows visible positions above {@code position}, in order, at most {@code limit}
         */
        static Prefix of(long position, long settled, List<Long> rows, int limit) {
            int length = 0;
            long upTo = position;
            while (length < rows.size() && rows.get(length) <= Math.max(upTo, settled) + 1) {
                upTo = rows.get(length);
                length++;
            }
            boolean allSeen = length < rows.size() || rows.size() < limit;
            return new Prefix(length, allSeen ? Math.max(upTo, settled) : upTo);
        }
    }
}
