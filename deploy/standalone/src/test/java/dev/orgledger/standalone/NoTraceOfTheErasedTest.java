package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.standalone.World.Person;

/**
 * After an erasure nothing that is asked tells of the person, and after compaction no byte of the data folder does: what takes
 * until then, and how an operator shortens it, is written in {@code docs/operations.md}.
 */
class NoTraceOfTheErasedTest {

    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE);
    private static final String VAULT = "person, contact, event_personal, api_key, invitation, invitation_token, "
            + "jwt_subject, idempotency";

    /** In every name and address of the person, and in nothing else. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8) + "zuleika";

    @Test
    void givenALifeWhenErasedThenNoTraceOfNameAndAddress(@TempDir Path data) throws Exception {
        World world = new World(data, Map.of("orgledger.key-usage.report-every", "200ms"));
        try {
            Person host = world.person();
            Person heir = world.person();
            String id = live(world, host, heir);
            assertThat(rows(world)).as("the life is in the store").anyMatch(this::tells);
            assertThat(documents(world)).as("the life is in the read models").anyMatch(this::tells);
            assertThat(files(data.resolve("mail"))).isNotEmpty();
            assertThat(files(data.resolve("kafka"))).isNotEmpty();
            assertThat(files(data.resolve("postgres"))).isNotEmpty();

            world.platform.delete("/user", "userId", id).expect(200);

            for (String path : List.of("/organization/audit", "/organization/members", "/organization")) {
                assertThat(world.platform.get("/user/audit", "userId", id).expect(200).response().body())
                        .doesNotContain(mark);
                for (Person reader : List.of(host, heir)) {
                    reader.api().get("/organization").expect(200).data().forEach(org -> assertThat(reader.api()
                            .get(path, "orgId", org.get("id").asString()).response().body()).doesNotContain(mark));
                }
            }
            // The samples that PostgreSQL keeps for its planner go with a task.
            await().atMost(Duration.ofSeconds(20)).until(() -> rows(world).stream().noneMatch(this::tells));
            assertThat(documents(world)).noneMatch(this::tells);
            await().atMost(Duration.ofSeconds(20)).until(() -> files(data.resolve("mail")).isEmpty());
            compactTopics(world);
            await().atMost(Duration.ofSeconds(240)).pollInterval(Duration.ofSeconds(3)).until(() -> {
                // A segment is closed by the next record on its partition.
                for (int i = 0; i < 12; i++) {
                    world.person().api().put("/user", Map.of("first_name", "Eve")).expect(200);
                }
                return files(data.resolve("kafka")).isEmpty();
            });
            compactStore(world);
            assertThat(files(data.resolve("postgres"))).isEmpty();
        } finally {
            world.service.close();
        }
        MVStoreTool.compact(data.resolve("documents").resolve("documents.mv").toString(), false);
        assertThat(files(data)).isEmpty();
    }

    /** Everything that leaves a name or an address anywhere; the person's id. */
    private String live(World world, Person host, Person heir) {
        String address = "first." + mark + "@example.test";
        Api byHost = host.api();
        String hosted = world.organization(host);
        byHost.post("/organization/members", Map.of("orgId", hosted, "email", address, "role", "write", "first_name",
                "Invited " + mark, "last_name", mark)).expect(200);
        String token = world.token(address, 1);
        String id = world.platform.post("/user", Map.of("email", address, "first_name", "Born " + mark, "last_name",
                mark, "image_url", "https://example.test/" + mark + ".png")).expect(200).text("/id");
        String key = world.platform.post("/apikey", Map.of("name", "Laptop of " + mark, "userId", id)).expect(200)
                .text("/key");
        Api zuleika = world.api.as(key).header("user-agent", "browser of " + mark);
        zuleika.post("/organization/invitations/accept", Map.of("token", token)).expect(200);
        zuleika.put("/user", Map.of("first_name", "Married " + mark)).expect(200);
        String own = zuleika.header("idempotency-key", "of " + mark)
                .post("/organization", Map.of("name", "Own organization")).expect(200).text("/id");
        world.join(own, heir, "super_admin", null);
        byHost.header("idempotency-key", "a host's")
                .put("/organization", Map.of("orgId", hosted, "management_email", address)).expect(200);
        zuleika.get("/organization/members", "orgId", hosted).expect(200);
        byHost.get("/organization/audit", "orgId", hosted, "target", address).expect(200);
        return id;
    }

    /** What is outdated goes at once, and tombstones with it. */
    private static void compactTopics(World world) throws Exception {
        Map<String, String> soon = Map.of("segment.ms", "500", "max.compaction.lag.ms", "500",
                "min.cleanable.dirty.ratio", "0.0", "delete.retention.ms", "100", "file.delete.delay.ms", "100");
        List<AlterConfigOp> operations = soon.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()),
                        AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", world.service.kafkaBootstrap()))) {
            Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
            for (String topic : admin.listTopics().names().get()) {
                if (topic.startsWith("org.") && !topic.equals("org.events.v1")) {
                    all.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations);
                }
            }
            admin.incrementalAlterConfigs(all).all().get();
        }
    }

    /** As the operator's guide has it, for whoever does not want to wait until everything is written over. */
    private static void compactStore(World world) throws SQLException {
        try (Connection connection = connect(world); Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (FULL, ANALYZE) " + VAULT);
            statement.execute("VACUUM FULL pg_statistic");
            statement.execute("ALTER SYSTEM SET wal_recycle = off");
            statement.execute("ALTER SYSTEM SET min_wal_size = '32MB'");
            statement.execute("SELECT pg_reload_conf()");
            for (int i = 0; i < 3; i++) {
                statement.execute("SELECT pg_switch_wal()");
                statement.execute("CHECKPOINT");
            }
        }
    }

    /** Every row of every table, those of PostgreSQL's statistics included; bytes as text. */
    private static List<String> rows(World world) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(world); Statement statement = connection.createStatement()) {
            List<String> tables = column(statement,
                    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'");
            tables.add("pg_statistic");
            for (String table : tables) {
                rows.addAll(column(statement, "SELECT t::text FROM " + table + " t"));
            }
            rows.addAll(column(statement, "SELECT convert_from(payload, 'UTF8') || convert_from(meta_data, 'UTF8') "
                    + "FROM domain_event_entry"));
        }
        return rows;
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                values.add(found.getString(1));
            }
        }
        return values;
    }

    private static Connection connect(World world) throws SQLException {
        return DriverManager.getConnection(world.service.property("spring.datasource.url"),
                world.service.property("spring.datasource.username"),
                world.service.property("spring.datasource.password"));
    }

    private static List<String> documents(World world) {
        List<String> documents = new ArrayList<>();
        try (MongoClient client = MongoClients.create(world.service.property("spring.mongodb.uri"))) {
            MongoDatabase database = client.getDatabase("orgledger");
            database.listCollectionNames().forEach(name -> database.getCollection(name).find()
                    .forEach(document -> documents.add(document.toJson())));
        }
        return documents;
    }

    private boolean tells(String text) {
        return text.contains(mark);
    }

    /** The files below that folder that hold the mark, in any of these encodings. */
    private List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (holds(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private boolean holds(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException gone) {
            // Deleted meanwhile, by whoever compacts.
            return false;
        }
        return CHARSETS.stream().anyMatch(charset -> indexOf(content, mark.getBytes(charset)) >= 0);
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        for (int at = 0; at <= content.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && content[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
