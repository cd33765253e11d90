package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserRegistered;

/** The PostgreSQL of the service itself, asked directly: what the ratios are measured against. */
final class RawStore implements AutoCloseable {

    private static final String INSERT = """
            INSERT INTO %s (event_identifier, aggregate_identifier, sequence_number, type, payload_type,
                            payload_revision, payload, meta_data, time_stamp)
            VALUES (?, ?, ?, ?, ?, '1', ?, ?, '2026-01-01T00:00:00.000Z')""";

    private static final byte[] METADATA = """
            {"actor_id":"user_0123456789abcdef0123456789abcdef","actor_type":"apikey","request_id":"0123456789abcdef"}"""
            .getBytes(StandardCharsets.UTF_8);

    /** What differs between events. */
    private record Row(String aggregateType, String type, byte[] payload) {

        static Row of(DomainEvent event) {
            return new Row(event instanceof DomainEvent.OfUser ? "User" : "Organization",
                    EventTypes.of(event.getClass()).name(), EventJson.write(event));
        }

        void fill(PreparedStatement insert, String aggregate, long sequence) throws SQLException {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, aggregate);
            insert.setLong(3, sequence);
            insert.setString(4, aggregateType);
            insert.setString(5, type);
            insert.setBytes(6, payload);
            insert.setBytes(7, METADATA);
        }
    }

    private final Connection connection;

    private RawStore(Connection connection) {
        this.connection = connection;
    }

    /** Connects to the embedded PostgreSQL below that data folder. */
    static RawStore of(Path data) throws IOException, SQLException {
        Path postgres = data.resolve("postgres");
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3).strip();
        String password = Files.readString(postgres.resolve("password")).strip();
        return new RawStore(DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "orgledger", password));
    }

    /** Single-row inserts of the event table's shape per second, each with its own commit, on one connection. */
    double insertsPerSecond(Duration time) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bench_event");
            statement.execute("CREATE TABLE bench_event (LIKE domain_event_entry INCLUDING ALL)");
        }
        connection.setAutoCommit(false);
        Row row = Row.of(new OrgUpdated("org_x", List.of("name"), "New name", null, null, "Old name", null, null));
        String aggregate = Ids.organization();
        long count = 0;
        long from = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted("bench_event"))) {
            while (System.nanoTime() - from < time.toNanos()) {
                row.fill(insert, aggregate, count);
                insert.executeUpdate();
                connection.commit();
                count++;
            }
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE bench_event");
        }
        return count / seconds;
    }

    /** How many events the store holds. */
    long events() throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM domain_event_entry")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Adds events to the organizations that have been renamed, as many more renames would have left them, until there are
     * that many. What runs must not be asked to change those organizations afterwards: it does not know of them.
     *
     * @return the position of the last event
     */
    long growTo(long many) throws SQLException {
        long missing = Math.max(0, many - events());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type,
                        payload_type, payload_revision, payload, meta_data, time_stamp)
                    SELECT uuidv7(), last.aggregate_identifier, last.sequence_number + number, last.type,
                        last.payload_type, last.payload_revision, last.payload, last.meta_data, last.time_stamp
                    FROM (SELECT DISTINCT ON (aggregate_identifier) * FROM domain_event_entry
                          WHERE payload_type = 'organization.updated'
                          ORDER BY aggregate_identifier, sequence_number DESC) last,
                        generate_series(1, %d / (SELECT count(DISTINCT aggregate_identifier)
                            FROM domain_event_entry WHERE payload_type = 'organization.updated') + 1) number
                    ORDER BY number, last.aggregate_identifier""".formatted(missing));
        }
        return last();
    }

    /**
     * Adds organizations with these members, the first of whom is the owner, as many commands would have left them. What
     * runs must not be asked to remove a member or to erase one: it has them in no look-up table.
     *
     * @return the position of the last event
     */
    long addOrganizations(Map<String, List<String>> membersOf) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted("domain_event_entry"))) {
            for (Map.Entry<String, List<String>> organization : membersOf.entrySet()) {
                String orgId = organization.getKey();
                String owner = organization.getValue().getFirst();
                long sequence = 0;
                Row.of(new OrgCreated(orgId, owner, "Bench", null, null)).fill(insert, orgId, sequence++);
                insert.addBatch();
                for (String member : organization.getValue()) {
                    Role role = member.equals(owner) ? Role.SUPER_ADMIN : Role.READ;
                    Row.of(new MemberJoined(orgId, member, role, null, null)).fill(insert, orgId, sequence++);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
        return last();
    }

    /**
     * Registers that many people, each with an address: {@link #addressOf}. These can be asked for and changed like any others.
     *
     * @return their ids
     */
    List<String> addPeople(int many) throws SQLException {
        List<String> people = Stream.generate(Ids::person).limit(many).toList();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted("domain_event_entry"));
                PreparedStatement person = connection.prepareStatement("""
                        INSERT INTO person (person_id, email, first_name, last_name, registered_at)
                        VALUES (?, ?, 'Given', 'Family', now())""")) {
            for (String id : people) {
                Row.of(new UserRegistered(id)).fill(insert, id, 0);
                insert.addBatch();
                person.setString(1, id);
                person.setString(2, addressOf(id));
                person.addBatch();
            }
            person.executeBatch();
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
        return people;
    }

    /** The address of somebody who was added here. */
    static String addressOf(String personId) {
        return personId + "@example.test";
    }

    private long last() throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT max(global_index) FROM domain_event_entry")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
