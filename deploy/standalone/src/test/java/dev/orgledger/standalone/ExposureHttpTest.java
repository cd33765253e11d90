package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.RawHttp.Reply;

/** What is served beside the API, and what every answer says or does not say of the service itself. */
class ExposureHttpTest {

    private static final byte[] NOTHING = {};

    private final World world = World.shared();
    private final RawHttp http = new RawHttp(world.service.baseUrl());

    @ParameterizedTest
    @ValueSource(strings = {"", "/env", "/beans", "/configprops", "/heapdump", "/threaddump", "/loggers", "/mappings",
            "/metrics", "/info", "/shutdown", "/sbom", "/sbom/application", "/logfile", "/httpexchanges",
            "/scheduledtasks",
            "/conditions", "/caches", "/flyway", "/auditevents"})
    void anActuatorThatIsNotMeantIsThereForNobody(String path) {
        world.api.get("/actuator" + path).expect(401, "missing_credentials");
        world.platform.get("/actuator" + path).expect(404, "not_found");
        world.platform.post("/actuator" + path, Map.of()).expect(404, "not_found");
    }

    @Test
    void healthNamesPartsAndNoMore() {
        String health = world.api.get("/actuator/health").expect(200).response().body();

        assertThat(health).contains("\"status\":\"UP\"").doesNotContain("details", "jdbc:", "mongodb://", "127.0.0.1",
                world.data.toString());
    }

    @Test
    void everyAnswerForbidsWhatBrowsersWouldDoWithItAndKeepsQuietOfTheServer() {
        for (Answer answer : List.of(world.api.get("/organization"), world.person().api().get("/organization"),
                world.api.get("/nowhere"), world.api.get("/actuator/health"), world.api.get("/audit/keys"))) {
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
            assertThat(answer.header("cache-control")).contains("no-store");
            for (String header : List.of("server", "x-powered-by", "set-cookie", "access-control-allow-origin",
                    "x-application-context")) {
                assertThat(answer.header(header)).as(header).isEmpty();
            }
        }
    }

    /** Nothing here is meant for scripts of other sites: a browser is told nothing that would let them read. */
    @Test
    void aScriptOfAnotherSiteIsLetInNowhere() throws IOException {
        String key = world.person().key();
        for (String method : List.of("OPTIONS", "GET", "POST")) {
            Reply reply = http.send(method, "/organization", List.of("origin: https://evil.example",
                    "access-control-request-method: POST", "access-control-request-headers: authorization",
                    "content-type: application/json", "authorization: " + key), NOTHING);
            assertThat(reply.headers()).as(method).noneMatch(line -> line.toLowerCase().startsWith(
                    "access-control-allow"));
        }
    }

    /** A form of another site can send these without asking; a cookie would go with it, a credential does not. */
    @Test
    void aFormOfAnotherSiteCommandsNothing() throws IOException {
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "text/plain")) {
            Reply reply = http.send("POST", "/organization", List.of("content-type: " + type, "authorization: "
                    + world.person().key()), "{\"name\":\"Forged\"}".getBytes());
            assertThat(reply.status()).as(type).isEqualTo(415);
        }
    }

    @Test
    void whatAFileServerOrAProxyWouldDoIsNotDone() throws IOException {
        String key = "authorization: " + world.service.platformKey();
        for (String target : List.of("/../pom.xml", "/%2e%2e/%2e%2e/etc/passwd", "/application.yaml",
                "/WEB-INF/web.xml",
                "/.git/config", "/static/../application.yaml", "//etc/passwd", "/;/actuator/env", "/actuator;a/env",
                "http://127.0.0.1:1/", "/swagger-ui/../../application.yaml", "/v3/api-docs/../../actuator/env")) {
            Reply reply = http.send("GET", target, List.of(key), NOTHING);
            assertThat(reply.status()).as(target + ": " + reply.body()).isIn(400, 404);
            assertThat(reply.body()).as(target).contains("\"status\":\"KO\"");
        }
    }
}
