package dev.orgledger.command.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;

/** Puts rows into the event store as a command would, without one. */
record StoreRows(DataSource dataSource) {

    static final Instant AT = Instant.parse("2026-11-02T10:00:00.123Z");
    static final String BY_A_USER = """
            {"actor_type":"user","actor_id":"user_1","request_id":"req-1","traceId":"t"}""";

    /** In a transaction of its own; the event's id. */
    String append(DomainEvent event, long sequence, String metadata) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return append(connection, event, sequence, metadata);
        }
    }

    String append(Connection connection, DomainEvent event, long sequence, String metadata) throws SQLException {
        String id = UUID.randomUUID().toString();
        EventTypes.EventType type = EventTypes.of(event.getClass());
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type,
                    payload_type, payload_revision, payload, meta_data, time_stamp)
                VALUES (?, ?, ?, 'Any', ?, ?, ?, ?, ?)""")) {
            insert.setString(1, id);
            insert.setString(2, event.subject());
            insert.setLong(3, sequence);
            insert.setString(4, type.name());
            insert.setString(5, Integer.toString(type.revision()));
            insert.setBytes(6, EventJson.write(event));
            insert.setBytes(7, metadata.getBytes(UTF_8));
            insert.setString(8, AT.toString());
            insert.executeUpdate();
        }
        return id;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many rows that table has. */
    long count(String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Ids of all events, in the store's order. */
    List<String> ids() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT event_identifier FROM domain_event_entry ORDER BY global_index")) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
