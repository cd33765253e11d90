package dev.orgledger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.standardwebhooks.Webhook;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.examples.Orgledger.Person;

/** A receiver of a running Orgledger's deliveries, in a process of its own that is killed and started again. */
class WebhookReceiverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 4;
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    @TempDir
    private Path folder;
    private final Random random = new Random(20_261_126);

    @Test
    void givenAReceiverThatIsKilledAgainAndAgainUnderLoadThenEveryVersionIsThereInOrder() throws Exception {
        Orgledger orgledger = Orgledger.running();
        Person ada = orgledger.person("Ada");
        String org = orgledger.organization(ada);
        int port = freePort();
        JsonNode hook = orgledger.call("POST", "/webhooks", ada.key(), Map.of("orgId", org, "name", "Example", "url",
                "http://127.0.0.1:" + port + "/in", "events", List.of("*"))).at("/data");
        Path file = folder.resolve("received.jsonl");
        Process receiver = process(port, hook.get("secret").asString(), file);
        long sent = 3;
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int renames = 40 + random.nextInt(40);
                int reached = lines(file).size() + 1 + random.nextInt(20);
                long from = sent;
                Thread load = Thread.ofVirtual().start(() -> rename(orgledger, ada, org, from, renames));
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> lines(file).size() >= reached);
                receiver.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                load.join();
                sent += renames;
                receiver = process(port, hook.get("secret").asString(), file);
                // Before the next kill: a delivery that fails twice in a row waits for five minutes.
                long all = sent;
                await().atMost(PATIENCE).until(() -> lines(file).size() == all - 3);
            }
        } finally {
            receiver.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        assertThat(lines(file)).extracting(line -> line.get("version").asLong())
                .containsExactlyElementsOf(LongStream.rangeClosed(4, sent).boxed().toList());
        assertThat(lines(file)).extracting(line -> line.get("previous_version").asLong(3))
                .containsExactlyElementsOf(LongStream.rangeClosed(3, sent - 1).boxed().toList());
    }

    @Test
    void givenMessagesWhenReceivedThenRepeatsAreDroppedHolesToldAndStrangersRefused() throws Exception {
        int port = freePort();
        Path file = folder.resolve("received.jsonl");
        List<String> told = new CopyOnWriteArrayList<>();
        try (WebhookReceiver receiver = WebhookReceiver.start(port, SECRET, file, told::add)) {
            assertThat(post(port, SECRET, message(4, null))).as("the first to this webhook").isEqualTo(200);
            assertThat(post(port, SECRET, message(5, 4L))).isEqualTo(200);
            assertThat(post(port, SECRET, message(4, null))).as("again").isEqualTo(200);
            assertThat(post(port, SECRET, message(9, 5L))).as("nothing between was wanted").isEqualTo(200);
            assertThat(post(port, SECRET, message(14, 13L))).as("13 is missing").isEqualTo(200);
            assertThat(post(port, SECRET, "{\"type\":\"test.ping\",\"version\":null}")).isEqualTo(200);
            assertThat(post(port, SECRET, "nonsense")).isEqualTo(400);
            assertThat(post(port, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", message(15, 14L)))
                    .isEqualTo(401);
        }
        assertThat(told).containsExactly("4 organization.updated", "5 organization.updated",
                "9 organization.updated", "missing before 14: ask for a replay from 10 to 13",
                "14 organization.updated");
        Files.writeString(file, Files.readString(file) + "{\"version\":15,\"tor");
        told.clear();
        try (WebhookReceiver receiver = WebhookReceiver.start(port, SECRET, file, told::add)) {
            assertThat(post(port, SECRET, message(14, 13L))).as("remembered").isEqualTo(200);
            assertThat(post(port, SECRET, message(15, 14L))).as("torn").isEqualTo(200);
            assertThat(post(port, SECRET, message(12, 9L))).as("the replay").isEqualTo(200);
            assertThat(post(port, SECRET, message(13, 12L))).isEqualTo(200);
        }
        assertThat(told).as("nothing is missing any more").containsExactly("15 organization.updated",
                "12 organization.updated", "13 organization.updated");
        assertThat(lines(file)).extracting(line -> line.get("version").asLong()).containsExactly(4L, 5L, 9L, 14L, 15L,
                12L, 13L);
    }

    @Test
    void givenAFileThatIsLostWhenTheNextMessageComesThenAllBeforeItIsMissing() throws Exception {
        int port = freePort();
        List<String> told = new CopyOnWriteArrayList<>();
        try (WebhookReceiver receiver = WebhookReceiver.start(port, SECRET, folder.resolve("new.jsonl"), told::add)) {
            assertThat(post(port, SECRET, message(9, 8L))).isEqualTo(200);
        }
        assertThat(told).containsExactly("missing before 9: ask for a replay from 1 to 8", "9 organization.updated");
    }

    @Test
    void givenAWebhookThatIsYoungerThanItsOrganizationWhenReplayedThenAllOfTheHistoryIsThere() throws Exception {
        Orgledger orgledger = Orgledger.running();
        Person ada = orgledger.person("Ada");
        String org = orgledger.organization(ada);
        int port = freePort();
        JsonNode hook = orgledger.call("POST", "/webhooks", ada.key(), Map.of("orgId", org, "name", "Example", "url",
                "http://127.0.0.1:" + port + "/in", "events", List.of("*"))).at("/data");
        Path file = folder.resolve("received.jsonl");
        List<String> told = new CopyOnWriteArrayList<>();
        try (WebhookReceiver receiver = WebhookReceiver.start(port, hook.get("secret").asString(), file, told::add)) {
            rename(orgledger, ada, org, 4, 1);
            await().atMost(PATIENCE).until(() -> lines(file).size() == 1);
            orgledger.call("POST", "/webhooks/replay", ada.key(),
                    Map.of("orgId", org, "webhookId", hook.get("id").asString(), "from_version", 1));
            await().atMost(PATIENCE).until(() -> lines(file).size() == 4);
        }
        assertThat(lines(file)).extracting(line -> line.get("version").asLong()).containsExactly(4L, 1L, 2L, 3L);
        assertThat(told).noneMatch(line -> line.startsWith("missing"));
    }

    private static void rename(Orgledger orgledger, Person by, String org, long version, int times) {
        for (int i = 0; i < times; i++) {
            orgledger.call("PUT", "/organization", by.key(), Map.of("orgId", org, "name", "Acme " + (version + i)));
        }
    }

    private Process process(int port, String secret, Path file) throws IOException {
        Process started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                WebhookReceiver.class.getName(), Integer.toString(port), secret, file.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        await().atMost(PATIENCE).until(() -> Files.exists(file));
        return started;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        String text = Files.exists(file) ? Files.readString(file) : "";
        // The last one may be on its way.
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(json::readTree).toList();
    }

    private static String message(long version, @Nullable Long previous) {
        return "{\"type\":\"organization.updated\",\"version\":" + version + ",\"previous_version\":" + previous + "}";
    }

    private static int post(int port, String secret, String body) throws Exception {
        long now = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/in"))
                .header("webhook-id", "msg_1").header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", new Webhook(secret).sign("msg_1", now, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
