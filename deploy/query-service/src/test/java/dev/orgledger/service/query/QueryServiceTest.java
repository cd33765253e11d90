package dev.orgledger.service.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.service.StartRefused;

class QueryServiceTest {

    @Test
    void givenNoServersWhenStartedThenItNamesEachAndTheVariableForIt(@TempDir Path data) {
        assertThatThrownBy(() -> QueryService.PROCESS.start("--server.port=0", "--orgledger.data=" + data))
                .isInstanceOf(StartRefused.class).hasMessageContaining("Kafka, a MongoDB-compatible server");
    }

    @Test
    void givenNothingOnTheTopicsYetWhenAskedThenItTurnsAwayAndTellsOfItself(@TempDir Path folder) throws Exception {
        try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), 0);
                DocumentStore documents = DocumentStore.start();
                ConfigurableApplicationContext service = QueryService.PROCESS.start("--server.port=0",
                        "--orgledger.data=" + folder.resolve("data"), "--orgledger.platform-key=operator",
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--spring.mongodb.uri=" + documents.uri(), "--orgledger.farewell=0s");
                HttpClient http = HttpClient.newHttpClient()) {
            URI base = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));

            HttpResponse<String> turnedAway = http.send(
                    HttpRequest.newBuilder(base.resolve("/organization")).header("authorization", "operator").build(),
                    BodyHandlers.ofString());
            HttpResponse<String> health = http.send(
                    HttpRequest.newBuilder(base.resolve("/actuator/health")).build(), BodyHandlers.ofString());

            assertThat(turnedAway.statusCode()).as(turnedAway.body()).isEqualTo(503);
            assertThat(turnedAway.body()).contains("starting or stopping");
            assertThat(health.body()).contains("\"mongo\":{\"status\":\"UP\"", "queryCatchUp");
        }
    }
}
