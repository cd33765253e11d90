package dev.orgledger.command.platform.kafka;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;

import dev.orgledger.command.platform.kafka.Companions.Kind;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.state.StateRecord;

/** The present rows of the vault, as they stand on the compacted topics. */
final class VaultRows {

    /** Where a row goes. */
    record Address(String topic, String key) {

        /** The place of that row. */
        static Address of(Companions.Row row) {
            return switch (row.kind()) {
                case PERSON, CONTACT -> new Address(Topics.PERSONS, row.id());
                case FACTS -> new Address(Topics.STATE, row.id());
                case KEY -> new Address(Topics.INTERNAL, InternalRecord.KEY + row.id());
                case INVITATION -> new Address(Topics.INTERNAL, InternalRecord.INVITATION + row.id());
            };
        }
    }

    private static final Map<Kind, String> QUERIES = Map.of(Kind.PERSON, """
            SELECT person_id, email, first_name, last_name, image_url, registered_at FROM person
            WHERE person_id = ANY(?)""", Kind.CONTACT, """
            SELECT org_id, management_email FROM contact WHERE org_id = ANY(?)""", Kind.FACTS, """
            SELECT person_id, two_factor_enabled, password_facts FROM person WHERE person_id = ANY(?)""", Kind.KEY, """
            SELECT key_id, user_id, name, secret_hash, created_at, expires_at, limited_to_orgs, max_role, revoked_at,
                   previous_hash, previous_until
            FROM api_key WHERE key_id = ANY(?) AND secret_hash IS NOT NULL""", Kind.INVITATION, """
            SELECT i.invitation_id, i.org_id, i.first_name, i.last_name, t.token_hash
            FROM invitation i JOIN invitation_token t ON t.invitation_id = i.invitation_id AND t.sending = i.sending
            WHERE i.invitation_id = ANY(?)""");
    private static final String DETAILS = """
            SELECT d.event_id, d.person_id, d.salt, d.values FROM event_personal d WHERE d.event_id = ANY(?)""";

    private final Connection connection;

    /** Reads by that connection, which nobody else uses at the same time. */
    VaultRows(Connection connection) {
        this.connection = connection;
    }

    /** Those rows that are there, as values of their topic. */
    Map<Companions.Row, Object> read(Set<Companions.Row> wanted) throws SQLException {
        Map<Companions.Row, Object> present = new HashMap<>();
        for (Kind kind : Kind.values()) {
            List<String> ids = wanted.stream().filter(row -> row.kind() == kind).map(Companions.Row::id).toList();
            query(QUERIES.get(kind), ids, row -> present.put(new Companions.Row(kind, row.getString(1)),
                    value(kind, row)));
        }
        return present;
    }

    /** The personal values that these events have of their own, by the event's id. */
    Map<String, List<InternalRecord.Details>> details(Collection<String> eventIds) throws SQLException {
        Map<String, List<InternalRecord.Details>> byEvent = new HashMap<>();
        query(DETAILS, eventIds, row -> {
            Map<String, String> values = EventJson.mapper().readValue(row.getString("values"), new TypeReference<>() {
            });
            byEvent.computeIfAbsent(row.getString("event_id"), id -> new ArrayList<>())
                    .add(new InternalRecord.Details(row.getString("event_id"), row.getString("person_id"), values,
                            row.getString("salt")));
        });
        return byEvent;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(@Nullable String sql, Collection<String> ids, RowReader reader) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    reader.read(found);
                }
            }
        }
    }

    private static Object value(Kind kind, ResultSet row) throws SQLException {
        return switch (kind) {
            case PERSON -> new PersonRecord(row.getString("email"), row.getString("first_name"),
                    row.getString("last_name"), row.getString("image_url"), instant(row, "registered_at"));
            case CONTACT -> new ContactRecord(row.getString("management_email"));
            case FACTS -> facts(row);
            case KEY -> key(row);
            case INVITATION -> new InternalRecord.Invitation(row.getString("org_id"), row.getString("token_hash"),
                    row.getString("first_name"), row.getString("last_name"));
        };
    }

    private static StateRecord.User facts(ResultSet row) throws SQLException {
        String password = row.getString("password_facts");
        PasswordFacts told = password == null ? null : EventJson.mapper().readValue(password, PasswordFacts.class);
        return new StateRecord.User(row.getString("person_id"),
                new PersonFacts(row.getBoolean("two_factor_enabled"), told));
    }

    private static InternalRecord.Key key(ResultSet row) throws SQLException {
        Array orgs = row.getArray("limited_to_orgs");
        String role = row.getString("max_role");
        String previous = row.getString("previous_hash");
        return new InternalRecord.Key(row.getString("key_id"), row.getString("user_id"), row.getString("name"),
                row.getString("secret_hash"), row.getTimestamp("created_at").toInstant(), instant(row, "expires_at"),
                orgs == null ? null : Set.copyOf(Arrays.asList((String[]) orgs.getArray())),
                role == null ? null : Role.of(role).orElseThrow(), instant(row, "revoked_at"),
                previous == null
                        ? null
                        : new InternalRecord.Key.Previous(previous, row.getTimestamp("previous_until").toInstant()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
