package dev.orgledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.cluster.Client.Answer;

/** A cluster as {@code deploy/cluster} starts it, asked through its gateway, and broken. */
class ClusterWithTheJars {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);

    @TempDir
    static Path folder;
    private static LocalCluster cluster;
    private static Client platform;

    @BeforeAll
    static void start() {
        assumeTrue(Gateway.installed(), "nginx is not installed");
        cluster = LocalCluster.start(new Settings(folder.resolve("data"), Project.ROOT, 0, 0,
                Map.of("orgledger.webhook.allow-loopback", "true", "orgledger.attempts.limit", "1000")));
        platform = new Client(cluster.baseUrl(), cluster.platformKey());
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
            assertThat(cluster.services()).noneMatch(Part::runs);
        }
    }

    @Test
    void givenTheReadmesTourWhenPastedThroughTheGatewayThenEveryStepSaysWhatTheReadmePromises(@TempDir Path place)
            throws IOException, InterruptedException {
        String said = ReadmeTour.run(place, cluster);

        assertThat(said).contains("User registered", "HTTP/1.1 200", "Analytical Engines", "invite_write",
                "\"role\":\"admin\"", "Super admin role required", "member.left", "not_a_member", "API key created",
                "API key revoked", "locked_out", "valid: ", "NOT VALID: line ", "Webhook created", "Replay queued");
        assertThat(said.toLowerCase()).containsPattern("etag: \"2\"").doesNotContain("store_unavailable",
                "read_model_behind");
    }

    /** A read that wants what is newer than the projections may be refused with 503 for a moment, and is answered when asked again. */
    @Test
    void givenLoadWhenEveryServiceIsRestartedOneByOneThenNoRequestFails() {
        try (Load load = new Load(platform, 4, "rolling")) {
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > 50);

            cluster.restartOneByOne();

            int before = load.done();
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > before + 50);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void givenLoadWhenTheNodeThatForwardsIsKilledThenAnotherTakesOverAndTheTopicIsCompleteAndInOrder()
            throws IOException {
        Part leader = forwarding();
        Map<String, Long> answered;
        try (Load load = new Load(platform, 4, "forward")) {
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > 50);
            leader.kill();

            int before = load.done();
            // Done means that another node has forwarded it: it was read back.
            Awaitility.await().atMost(TAKE_OVER).until(() -> load.done() > before + 20);
            leader.start();
            load.close();
            answered = load.answered();
        }

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, List<Long>> topic = Topic.versions(cluster.kafkaBootstrap());
            answered.forEach((org, version) -> assertThat(topic.get(org)).hasSizeGreaterThanOrEqualTo(
                    version.intValue())
                    .isEqualTo(LongStream.rangeClosed(1, topic.get(org).size()).boxed().toList()));
        });
    }

    @Test
    void givenAQuerySideThatIsKilledWhenCommandsGoOnThenTheOtherTakesItsShareOver() {
        try (Load load = new Load(platform, 4, "share")) {
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > 50);
            cluster.part("query-2").kill();

            int before = load.done();
            Awaitility.await().atMost(TAKE_OVER.plusSeconds(2)).until(() -> load.done() > before + 20);
            cluster.part("query-2").start();
            int after = load.failures().size();
            int back = load.done();
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > back + 50);
            assertThat(load.failures()).as("none since it is back").hasSize(after);
        }
    }

    @Test
    void givenLoadWhenTheDocumentStoreIsKilledThenNothingIsReadThatIsOlderAndEveryLogIsWhole() {
        Map<String, Long> answered;
        try (Load load = new Load(platform, 4, "documents")) {
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > 100);
            cluster.part("documents").kill();
            cluster.part("documents").start();

            int before = load.done();
            Awaitility.await().atMost(PATIENCE).until(() -> load.done() > before + 100);
            assertThat(load.failures()).as("refused, and never answered wrongly")
                    .allMatch(
                            failure -> failure.contains("store_unavailable") || failure.contains("read_model_behind"));
            load.close();
            answered = load.answered();
        }
        answered.forEach((org, version) -> assertThat(
                platform.get("/organization/audit?orgId=" + org + "&limit=1").ok().json().path("total").asLong())
                .as("log of " + org).isGreaterThanOrEqualTo(version));
    }

    @Test
    void givenAnAddressWhenRegisteredOnBothCommandSidesAtOnceThenOneOfThemWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            String body = "{\"email\":\"once" + round + "@example.test\"}";
            List<Answer> answers = Together.send(8, () -> platform.post("/user", body));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> assertThat(answer.toString()).contains("409", "user_already_exists"));
        }
    }

    @Test
    void givenTheGatewayWhenAskedForWhatOneProcessSaysOfItselfThenItKnowsNothing() {
        assertThat(platform.get("/actuator/prometheus").toString()).contains("404", "not_found");
        assertThat(platform.get("/actuator/health/readiness").toString()).contains("200", "UP");
    }

    @Test
    void givenARequestIdAndAnAddressWhenSentThroughTheGatewayThenTheAuditLogHasThem() {
        String user = platform.post("/user", "{\"email\":\"traced@example.test\"}").ok().json().path("id").asString();
        Client owner = platform.as(platform.post("/apikey", "{\"name\":\"k\",\"userId\":\"" + user + "\"}").ok().json()
                .path("key").asString());
        Answer created = owner.post("/organization", "{\"name\":\"Traced\"}", "x-request-id", "trace-me").ok();
        String org = created.json().path("id").asString();

        Answer log = owner.get("/organization/audit?orgId=" + org, "x-min-position", created.header("x-position")).ok();

        assertThat(created.header("x-request-id")).isEqualTo("trace-me");
        assertThat(log.response().body()).contains("trace-me", "127.0.0.1");
    }

    private static Part forwarding() throws IOException {
        for (Part part : cluster.services()) {
            List<String> said = Files.readAllLines(cluster.data().resolve("logs/" + part.name() + ".log")).stream()
                    .filter(line -> line.contains("Forwarding to Kafka")).toList();
            if (part.runs() && !said.isEmpty() && said.getLast().contains("goes on")) {
                return part;
            }
        }
        throw new AssertionError("nobody forwards");
    }
}
