package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.service.StartRefused;

class StandaloneTest {

    @TempDir
    static Path data;
    static Standalone standalone;

    @BeforeAll
    static void start() {
        standalone = Standalone.start(data, Map.of());
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @Test
    void givenItRunsWhenAskedThenItIsReady() throws Exception {
        assertThat(get("/actuator/health/readiness").body()).contains("\"status\":\"UP\"");
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void givenItRunsWhenScrapedThenItAnswersInPrometheusFormat() throws Exception {
        assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void givenItRunsWhenTheApiIsAskedForThenItIsDescribedAndRendered() throws Exception {
        assertThat(get("/v3/api-docs").body()).contains("\"openapi\":\"3.1");
        assertThat(get("/swagger-ui/index.html").body()).contains("swagger-ui");
    }

    @Test
    void givenItRunsWhenAKafkaClientConnectsThenTheBrokerAnswers() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", standalone.kafkaBootstrap()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void givenAFolderInUseWhenAnotherStartsThenItIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Standalone.start(data, Map.of())).isInstanceOf(StartRefused.class)
                .hasMessageContaining("in use by another Orgledger");
    }

    @Test
    void givenAPortInUseWhenStartedThenItIsRefusedWithTheReason(@TempDir Path other) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> Standalone.start(other, Map.of("server.port", taken.getLocalPort())))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is in use");
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
            return client.send(HttpRequest.newBuilder(URI.create(standalone.baseUrl() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
