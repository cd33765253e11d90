package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.envelope.EventJson;

/** Reads the event store as it is in PostgreSQL, past all code of the services. */
final class StoreReader {

    private static final String EVENTS = """
            SELECT global_index, event_identifier, aggregate_identifier, sequence_number, payload_type, payload, meta_data
            FROM domain_event_entry ORDER BY global_index""";

    private StoreReader() {
    }

    /** All of it, of the PostgreSQL below that data folder. */
    static Store read(Path data) throws IOException, SQLException {
        Path postgres = data.resolve("postgres");
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3).strip();
        String password = Files.readString(postgres.resolve("password")).strip();
        List<Stored> events = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "orgledger", password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(EVENTS)) {
            while (rows.next()) {
                String type = rows.getString(5);
                JsonNode request = EventJson.mapper().readTree(rows.getBytes(7)).path("request_id");
                events.add(new Stored(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4) + 1, type,
                        EventJson.read(type, rows.getBytes(6)), request.isString() ? request.asString() : null));
            }
        }
        return new Store(events);
    }
}
