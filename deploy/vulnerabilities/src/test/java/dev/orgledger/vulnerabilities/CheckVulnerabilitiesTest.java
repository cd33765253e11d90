package dev.orgledger.vulnerabilities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command against a source of this process that speaks as OSV does: its words and its exit codes. */
class CheckVulnerabilitiesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BAD = "pkg:maven/org.example/bad@1.0";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();
    @TempDir
    private Path folder;
    private HttpServer source;

    @BeforeEach
    void start() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.start();
    }

    @AfterEach
    void stop() {
        source.stop(0);
    }

    @Test
    void givenNothingKnownThenZero() throws IOException {
        answer("/v1/querybatch", this::nothingKnown);

        assertThat(check(bom("standalone", "org.example/good@2.0?type=jar", "dev.orgledger/edge@0.1.0?type=jar"),
                bom("verifier", "org.example/good@2.0?type=jar"))).isEqualTo(CheckVulnerabilities.NONE);
        assertThat(out.toString(UTF_8)).contains("1 components, 0 with known vulnerabilities");
        assertThat(asked).as("each once, the own modules not").containsExactly("pkg:maven/org.example/good@2.0");
    }

    @Test
    void givenOneIsKnownThenNamedWithItsUsersAndOne() throws IOException {
        answer("/v1/querybatch", body -> {
            nothingKnown(body);
            boolean second = JSON.readTree(body).at("/queries/0").has("page_token");
            return second
                    ? "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-2\"}]}]}"
                    : "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-1\"}], \"next_page_token\": \"more\"}, {}]}";
        });
        answer("/v1/vulns/GHSA-1", body -> """
                {"id": "GHSA-1", "summary": "Lets \\u001b[31manybody in", "aliases": ["CVE-2026-1"],
                 "database_specific": {"severity": "HIGH"},
                 "affected": [{"ranges": [{"events": [{"introduced": "0"}, {"fixed": "1.0.1"}]}]}]}""");
        answer("/v1/vulns/GHSA-2", body -> "{\"id\": \"GHSA-2\", \"details\": \"Long story\"}");

        assertThat(check(bom("standalone", "org.example/bad@1.0?type=jar", "org.example/good@2.0?type=jar"),
                bom("query-service", "org.example/bad@1.0?type=jar"))).isEqualTo(CheckVulnerabilities.FOUND);
        assertThat(out.toString(UTF_8)).contains(BAD + " (in query-service, standalone)",
                "HIGH GHSA-1 (CVE-2026-1): Lets  [31manybody in Fixed in 1.0.1.", "UNKNOWN GHSA-2: Long story",
                "2 components, 1 with known vulnerabilities, 2 of these in all");
        assertThat(asked).containsExactly(BAD, "pkg:maven/org.example/good@2.0", BAD);
    }

    @Test
    void givenTheSourceIsNotReachedThenThreeAndNothingIsSaidToBeWell() throws IOException {
        source.stop(0);
        assertNotChecked("");

        start();
        assertNotChecked("answered with status 404");
        answer("/v1/querybatch", body -> "<html>A portal wants your name</html>");
        assertNotChecked("no JSON");
        source.removeContext("/v1/querybatch");
        answer("/v1/querybatch", body -> "{\"results\": []}");
        assertNotChecked("answered 0 of 1 questions");
        source.removeContext("/v1/querybatch");
        source.createContext("/v1/querybatch", silent -> {
            // Takes the question and says nothing.
        });
        assertNotChecked("timed out");
    }

    @Test
    void givenItKnowsOfOneAndCannotDescribeItThenThree() throws IOException {
        answer("/v1/querybatch", body -> "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-1\"}]}]}");

        assertThat(check(bom("standalone", "org.example/bad@1.0"))).isEqualTo(CheckVulnerabilities.UNREACHABLE);
    }

    @Test
    void givenWhatCannotBeReadThenTwo() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no JSON");
        Path other = Files.writeString(folder.resolve("other"), "{\"components\": []}");
        for (Path bad : List.of(text, other, folder.resolve("none"), bom("empty"))) {
            assertThat(check(bad)).as(bad.toString()).isEqualTo(CheckVulnerabilities.UNREADABLE);
            assertThat(err.toString(UTF_8)).startsWith("unreadable: ");
        }
        assertThat(check()).isEqualTo(CheckVulnerabilities.UNREADABLE);
        assertThat(err.toString(UTF_8)).startsWith("check-vulnerabilities [--source URL]");
    }

    private void assertNotChecked(String why) throws IOException {
        assertThat(check(bom("standalone", "org.example/good@2.0"))).isEqualTo(CheckVulnerabilities.UNREACHABLE);
        assertThat(err.toString(UTF_8)).startsWith("NOT CHECKED: ").contains(why);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private int check(Path... boms) {
        out.reset();
        err.reset();
        asked.clear();
        List<String> arguments = new ArrayList<>(
                List.of("--source", "http://127.0.0.1:" + source.getAddress().getPort()));
        for (Path bom : boms) {
            arguments.add(bom.toString());
        }
        return CheckVulnerabilities.run(arguments.toArray(String[]::new), Duration.ofMillis(800),
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private Path bom(String application, String... components) throws IOException {
        return Files.writeString(folder.resolve(application), JSON.writeValueAsString(Map.of("bomFormat", "CycloneDX",
                "metadata", Map.of("component", Map.of("name", application)), "components",
                List.of(components).stream().map(each -> Map.of("purl", "pkg:maven/" + each)).toList())));
    }

    /** Notes what was asked, and answers as OSV does of components that it knows nothing of. */
    private String nothingKnown(String body) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (JsonNode query : JSON.readTree(body).path("queries")) {
            asked.add(query.at("/package/purl").asString());
            results.add(Map.of());
        }
        return JSON.writeValueAsString(Map.of("results", results));
    }

    private void answer(String path, Function<String, String> answer) {
        source.createContext(path, (HttpExchange exchange) -> {
            try (exchange) {
                byte[] json = answer.apply(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                        .getBytes(UTF_8);
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        });
    }
}
