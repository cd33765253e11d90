package dev.orgledger.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.standalone.Standalone;

/** The command beside a standalone, which it finds by its data folder. */
class RebuildCommandTest {

    private static final Duration GRACE = Duration.ofMillis(600);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> COMPARED = List.of("organizations", "contacts", "persons", "members",
            "invitations", "invitation_names", "invitation_tokens", "api_keys", "audit", "event_details", "key_history",
            "ever_member");

    @TempDir
    private static Path data;
    private static Standalone standalone;
    private static MongoClient client;
    private static MongoDatabase documents;

    @BeforeAll
    static void aLittleHistory() throws Exception {
        standalone = Standalone.start(data, Map.of());
        client = MongoClients.create(standalone.property("spring.mongodb.uri"));
        documents = client.getDatabase("orgledger");
        Caller platform = new Caller(standalone.baseUrl(), standalone.platformKey());
        String adaId = platform.post("/user", "{'email': 'ada@example.com', 'first_name': 'Ada'}").get("id");
        Caller ada = platform
                .as(platform.post("/apikey", "{'name': 'ada', 'userId': '%s'}".formatted(adaId)).get("key"));
        String bobId = platform.post("/user", "{'email': 'bob@example.com'}").get("id");
        Caller bob = platform
                .as(platform.post("/apikey", "{'name': 'bob', 'userId': '%s'}".formatted(bobId)).get("key"));
        platform.post("/user", "{'email': 'eve@example.com'}");
        String eve = platform.post("/user", "{'email': 'mallory@example.com'}").get("id");
        String org = ada.post("/organization", "{'name': 'Acme'}").get("id");
        String other = ada.post("/organization", "{'name': 'Other'}").get("id");
        for (String email : List.of("bob", "eve", "mallory")) {
            platform.post("/organization/members",
                    "{'orgId': '%s', 'email': '%s@example.com', 'role': 'read', 'direct': true}".formatted(org, email));
        }
        ada.post("/organization/members",
                "{'orgId': '%s', 'email': 'new@example.com', 'role': 'write'}".formatted(org));
        ada.put("/organization", "{'orgId': '%s', 'name': 'Acme & Co'}".formatted(org));
        assertThat(bob.delete("/organization?orgId=" + org).get("code")).isEqualTo("permission_denied");
        ada.delete("/organization/members?orgId=" + org + "&email=eve@example.com");
        ada.delete("/organization?orgId=" + other);
        platform.delete("/user?userId=" + eve);
        await().atMost(PATIENCE).until(() -> documents.getCollection("audit")
                .countDocuments(new Document("outcome", "denied")) == 1 && last(state()).get(eve) == null
                && last(state()).size() >= 9);
    }

    @AfterAll
    static void stop() {
        client.close();
        standalone.close();
        assertThat(data.resolve("run/servers.properties")).doesNotExist();
    }

    private static void command(String... arguments) throws Exception {
        Main.run(Wish.of(List.of(arguments)), new ServerAddresses(data), GRACE);
    }

    /** All that is read now, but snapshots, by collection and id. */
    private static Map<String, Map<String, Document>> content() {
        Document current = documents.getCollection("offsets").find(new Document("_id", "projection")).first();
        Document numbers = current.get("generations", new Document());
        Map<String, Map<String, Document>> all = new TreeMap<>();
        for (String name : COMPARED) {
            Map<String, Document> found = new TreeMap<>();
            documents.getCollection(numbers.containsKey(name) ? name + "~" + numbers.get(name) : name).find()
                    .forEach(document -> found.put(document.getString("_id"), document));
            all.put(name, found);
        }
        return all;
    }

    @Test
    void givenAStandaloneWhenItRunsThenItsOwnerAloneMayReadWhereItsServersAre() throws Exception {
        Path file = data.resolve("run/servers.properties");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(new ServerAddresses(data).get("spring.datasource.url"))
                .isEqualTo(standalone.property("spring.datasource.url"));
    }

    @Test
    void givenNonsenseWhenAskedForThenRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> command("everything")).hasMessageContaining("api-keys").hasMessageContaining("all");
        assertThatThrownBy(() -> command("--from=memory")).hasMessageContaining("--from=kafka");
        assertThatThrownBy(() -> Main.run(Wish.of(List.of()), new ServerAddresses(data.resolve("nowhere")), GRACE))
                .hasMessageContaining("servers.properties");
    }

    @Test
    void givenATopicWithoutItsContentWhenRebuiltFromTheStoreThenTheSame() throws Exception {
        command("all");
        Map<String, Map<String, Document>> before = content();
        assertThat(before.values()).noneMatch(Map::isEmpty);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", standalone.kafkaBootstrap()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (String topic : List.of(Topics.EVENTS, Topics.SECURITY)) {
                IntStream.range(0, Topics.PARTITIONS).forEach(
                        partition -> all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1)));
            }
            admin.deleteRecords(all).all().get();
        }

        command("--from=store");

        assertThat(content()).isEqualTo(before);
    }

    @Test
    void givenTheStateTopicWhenPublishedAgainThenTheSameOnceMore() throws Exception {
        List<ConsumerRecord<String, String>> before = state();

        command("state");

        List<ConsumerRecord<String, String>> again = state().subList(before.size(), state().size());
        assertThat(last(again)).isEqualTo(last(before)).hasSizeGreaterThanOrEqualTo(9);
        assertThat(again).hasSizeGreaterThan(last(before).size()).filteredOn(record -> record.value() == null)
                .isNotEmpty();
    }

    /** What is left of them: values with their versions, by key. */
    private static Map<String, String> last(List<ConsumerRecord<String, String>> records) {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<String, String> record : records) {
            if (record.value() == null) {
                last.remove(record.key());
            } else {
                var version = record.headers().lastHeader("ce_orgversion");
                last.put(record.key(), record.value() + (version == null ? "" : new String(version.value())));
            }
        }
        return last;
    }

    private static List<ConsumerRecord<String, String>> state() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", standalone.kafkaBootstrap()), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.STATE, partition)).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
            return records;
        }
    }
}
