package dev.orgledger.command.platform.vault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** The table of personal values of single events. */
@Component
class EventPersonal {

    /** Values of one event about one person. */
    record Row(String eventId, String personId, byte[] salt, Map<String, String> values) {

        /** Adds a commitment of every value. */
        void commit(Map<String, String> commitments) {
            values.forEach((name, value) -> commitments.put(name, Commitment.of(salt, name, value)));
        }

        /** What is left when the person is forgotten: that there was something. */
        Row emptied() {
            return new Row(eventId, personId, new byte[0], Map.of());
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;

    EventPersonal(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void store(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate("INSERT INTO event_personal (event_id, person_id, salt, values) VALUES (?, ?, ?, ?::jsonb)",
                rows.stream().map(row -> new Object[]{row.eventId(), row.personId(), Commitment.text(row.salt()),
                        JSON.writeValueAsString(new TreeMap<>(row.values()))}).toList());
    }
}
