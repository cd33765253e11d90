package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.service.WrittenContract;

/** The description and its rendered page, as they are served. */
class WrittenContractHttpTest {

    private final World world = World.shared();

    @Test
    void whenAskedForTheDescriptionThenItIsTheWrittenOne() {
        JsonNode served = world.api.get("/v3/api-docs").expect(200).json();

        assertThat(served.path("openapi").asString()).startsWith("3.1");
        assertThat(served.path("paths").propertyNames())
                .containsExactlyInAnyOrderElementsOf(WrittenContract.read().getPaths().keySet());
        assertThat(served.at("/paths/~1organization~1members/post/requestBody/content").isEmpty()).isFalse();
        assertThat(served.at("/components/schemas/Member/properties/expires_at/type").toString())
                .isEqualTo("[\"string\",\"null\"]");
        assertThat(served.at("/components/securitySchemes").propertyNames()).containsExactlyInAnyOrder("authorization",
                "bearer", "x-api-key", "capgkey");
        assertThat(served.path("servers").size()).isEqualTo(1);
    }

    @Test
    void whenCalledWithoutACredentialThenOnlyWhatIsDescribedAsPublicAnswers() {
        world.api.get("/v3/api-docs").expect(200).json().path("paths").forEachEntry(
                (path, operations) -> operations.forEachEntry((method, operation) -> {
                    boolean isPublic = operation.path("security").isArray();
                    assertThat(world.api.raw(method.toUpperCase(), path, "{}", "application/json").status() != 401)
                            .as(method + " " + path).isEqualTo(isPublic);
                }));
    }

    @Test
    void whenAskedForThePageThenItIsRendered() throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
            HttpResponse<String> page = browser.send(
                    HttpRequest.newBuilder(world.service.baseUrl().resolve("/swagger-ui.html")).build(),
                    BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
            assertThat(page.body()).contains("swagger-ui");
        }
        assertThat(world.api.get("/v3/api-docs/swagger-config").expect(200).text("/url")).isEqualTo("/v3/api-docs");
    }
}
