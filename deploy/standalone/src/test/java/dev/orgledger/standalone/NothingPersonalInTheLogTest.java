package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.credential.Secret;

/**
 * A process that says everything it has to say, as JSON. Whatever is asked of it, its lines tell which request and which
 * organization, and nothing of people and no secret.
 */
class NothingPersonalInTheLogTest {

    /** In every name and address, and in nothing else. */
    private final String mark = "zuleika" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> secrets = new ArrayList<>();

    @Test
    void givenAllKindsOfRequestsThenEachLineNamesThemAndNoneTellsTooMuch(@TempDir Path data) throws Exception {
        String request = "req-" + UUID.randomUUID();
        String org;
        try (ChildProcess child = new ChildProcess(data, "--logging.structured.format.console=ecs",
                "--logging.level.dev.orgledger=debug", "--orgledger.attempts.limit=3")) {
            child.start();
            org = live(child, data, request);
        }

        String everything = Files.readString(data.resolve("child.log"));
        List<JsonNode> lines = everything.lines().filter(line -> line.startsWith("{")).map(Api.JSON::readTree)
                .toList();
        assertThat(lines).hasSizeGreaterThan(20).allSatisfy(line -> {
            assertThat(line.has("@timestamp")).isTrue();
            assertThat(line.at("/log/level").asString()).isNotBlank();
            assertThat(line.at("/service/name").asString()).isEqualTo("orgledger");
        });
        assertThat(lines.stream().filter(line -> request.equals(line.path("request_id").asString())
                && org.equals(line.path("org_id").asString())).count()).as("lines of that request").isPositive();
        assertThat(lines.stream().filter(line -> line.path("message").asString().contains("was answered")))
                .allMatch(line -> line.hasNonNull("request_id"));
        // The platform key is printed for the operator, once, on the terminal, outside of the log.
        String log = String.join("\n", lines.stream().map(JsonNode::toString).toList());
        assertThat(secrets).hasSizeGreaterThan(8).allSatisfy(secret -> assertThat(log).doesNotContain(secret));
        assertThat(log).doesNotContain(mark).doesNotContain("@example.test").doesNotContain("203.0.113.");
        assertThat(secrets.subList(1, secrets.size()))
                .allSatisfy(secret -> assertThat(everything).doesNotContain(secret));
    }

    /** Good and bad requests, with something in each that no line may have; the organization that they are about. */
    private String live(ChildProcess child, Path data, String request) throws IOException {
        Api platform = child.platform();
        secrets.add(Files.readString(data.resolve("secrets/platform-key")).strip());
        String email = mark + "@example.test";
        String user = platform.post("/user", Map.of("email", email, "first_name", mark)).expect(200).text("/id");
        String key = secret(platform.post("/apikey", Map.of("name", mark, "userId", user)).expect(200).text("/key"));
        Api owner = Api.at(child.base()).as(key).header("user-agent", mark);
        String org = owner.post("/organization", Map.of("name", "Logged " + mark)).expect(200).text("/id");
        owner.header("x-request-id", request)
                .put("/organization", Map.of("orgId", org, "management_email", "x" + email))
                .expect(200);
        String other = secret(owner.post("/apikey", Map.of("name", "of " + mark)).expect(200).text("/id"));
        secrets.remove(other);
        secret(owner.post("/apikey/rotate", Map.of("keyId", other)).expect(200).text("/key"));
        owner.post("/organization/members", Map.of("orgId", org, "email", "in." + email, "role", "read", "first_name",
                mark, "captcha_token", secret("captcha-" + UUID.randomUUID()))).expect(200);
        String token = secret(token(data));
        owner.get("/organization/invitations/preview", "token", token).expect(200);
        owner.get("/organization/members", "orgId", org, "email", email).expect(200);
        owner.get("/organization/audit", "orgId", org, "actor", email).expect(200);
        owner.header("idempotency-key", secret("idem-" + UUID.randomUUID()))
                .put("/organization", Map.of("orgId", org, "name", mark)).expect(200);
        secret(owner.post("/webhooks", Map.of("orgId", org, "name", "hook", "url", "https://hooks.example.test/"
                + secret("path-" + UUID.randomUUID()), "events", List.of("*"))).expect(200).text("/data/secret"));
        refused(child, owner, org, email, key);
        owner.delete("/organization", "orgId", org).expect(200);
        platform.delete("/user", "userId", user).expect(200);
        return org;
    }

    private void refused(ChildProcess child, Api owner, String org, String email, String key) {
        owner.post("/organization/members", Map.of("orgId", org, "email", email, "role", "read")).expect(409);
        owner.post("/organization/members", Map.of("orgId", org, "email", mark + " no address", "role", "read"))
                .expect(400);
        owner.post("/organization/members", Map.of("orgId", org, "email", email, "role", mark)).expect(400);
        owner.raw("POST", "/organization", "{\"name\": \"" + mark + "\", " + email, "application/json").expect(400);
        owner.raw("POST", "/organization", email.repeat(5_000), "application/json").expect(413);
        owner.get("/organization", "orgId", email).expect(404);
        owner.get("/" + email).expect(404);
        owner.get("/organization", "orgId", org, "at", mark).expect(400);
        owner.get("/organization/members", "orgId", org, "cursor", mark).expect(400);
        owner.header("x-request-id", email).get("/organization").expect(200);
        owner.header("x-forwarded-for", "203.0.113.7").get("/organization").expect(200);
        owner.header("if-match", mark).put("/organization", Map.of("orgId", org)).expect(400);
        owner.header("x-min-position", mark).get("/organization").expect(400);
        Map<String, Object> facts = new HashMap<>(Map.of("first_name", mark.repeat(100)));
        owner.put("/user", facts).expect(400);
        Api stranger = Api.at(child.base());
        for (int i = 0; i < 5; i++) {
            stranger.as(secret(Secret.generate(Secret.Kind.API_KEY).reveal())).get("/organization");
        }
        stranger.as(secret(key.substring(0, key.length() - 1) + "x")).get("/organization");
        stranger.as("Bearer " + secret("eyJhbGciOiJub25lIn0." + UUID.randomUUID() + ".c2ln")).get("/organization");
        stranger.header("x-api-key", secret("wrong-" + UUID.randomUUID())).get("/organization");
    }

    private String secret(String secret) {
        assertThat(secret).hasSizeGreaterThan(8);
        secrets.add(secret);
        return secret;
    }

    private static String token(Path data) {
        return await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (Stream<Path> mails = Files.list(data.resolve("mail"))) {
                String mail = Files.readString(mails.filter(file -> file.toString().endsWith(".eml")).findFirst()
                        .orElseThrow()).replace("=\r\n", "").replace("=3D", "=");
                return mail.replaceAll("(?s).*?/invitation\\?token=([A-Za-z0-9_]+).*", "$1");
            }
        }, found -> !found.isBlank());
    }
}
