package dev.orgledger.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.service.StartRefused;

class CommandServiceTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void givenNoServersWhenStartedThenItNamesEachAndTheVariableForIt(@TempDir Path data) {
        assertThatThrownBy(() -> CommandService.PROCESS.start("--server.port=0", "--orgledger.data=" + data))
                .isInstanceOf(StartRefused.class).hasMessageContaining("PostgreSQL, Kafka");
        assertThatThrownBy(() -> CommandService.PROCESS.start("--server.port=0", "--orgledger.data=" + data,
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1/x", "--spring.kafka.bootstrap-servers="))
                .isInstanceOf(StartRefused.class).hasMessageContaining("Kafka")
                .hasMessageNotContaining("PostgreSQL");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void givenItsServersWhenStartedAndStoppedThenItTakesCommandsAndTurnsAwayWhoComesLate(@TempDir Path folder)
            throws Exception {
        try (PostgresServer postgres = PostgresServer.start(folder.resolve("postgres"), 0);
                KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), 0)) {
            ConfigurableApplicationContext service = CommandService.PROCESS.start("--server.port=0",
                    "--orgledger.data=" + folder.resolve("data"), "--orgledger.platform-key=operator",
                    "--spring.datasource.url=" + postgres.jdbcUrl(), "--spring.datasource.username=" + postgres.user(),
                    "--spring.datasource.password=" + postgres.password(),
                    "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--orgledger.farewell=2s");
            URI base = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
            assertThat(register(base, "first").statusCode()).isEqualTo(200);
            assertThat(get(base, "/v3/api-docs").body()).contains("/organization/audit");
            assertThat(get(base, "/organization").statusCode()).as("no read of the query side").isEqualTo(405);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
            Awaitility.await().atMost(Duration.ofSeconds(2))
                    .until(() -> register(base, "late", "x-gateway-passes-over", "true").statusCode() == 502);
            HttpResponse<String> direct = register(base, "late");
            assertThat(direct.statusCode()).isEqualTo(503);
            assertThat(direct.body()).contains("store_unavailable", "\"KO\"");
            assertThat(direct.headers().firstValue("retry-after")).contains("1");
            assertThat(register(base, "late", "x-gateway-passes-over", "true").headers().firstValue("x-not-ready"))
                    .contains("true");
            closing.get(30, TimeUnit.SECONDS);
        }
    }

    private HttpResponse<String> register(URI base, String name, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/user")).header("authorization", "operator")
                .header("content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"" + name + "@example.test\"}")).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI base, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(base.resolve(path)).header("authorization", "operator").build(),
                BodyHandlers.ofString());
    }
}
