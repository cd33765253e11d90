package dev.orgledger.examples;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.role.Role;
import dev.orgledger.standalone.Standalone;

/** One started standalone for all tests here, and what they do to it as its clients: plain HTTP. */
final class Orgledger {

    static final String CHECK_KEY = "the-gateways-own-words";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Orgledger RUNNING = start();

    private final Standalone service;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile String position = "";

    private Orgledger(Standalone service) {
        this.service = service;
    }

    static Orgledger running() {
        return RUNNING;
    }

    private static Orgledger start() {
        try {
            Standalone started = Standalone.start(Files.createTempDirectory("orgledger-examples"),
                    Map.of("orgledger.check-key", CHECK_KEY, "orgledger.webhook.allow-loopback", true,
                            // A role that is over must not be cleared away before it is asked about.
                            "orgledger.agenda.polling", "1h"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            return new Orgledger(started);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A user; {@code key} is an API key without limits. */
    record Person(String id, String email, String key) {}

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", service.kafkaBootstrap());
    }

    URI address() {
        return service.baseUrl();
    }

    String platformKey() {
        return service.platformKey();
    }

    Person person(String firstName) {
        String email = "p-" + UUID.randomUUID() + "@example.test";
        String id = platform("POST", "/user", Map.of("email", email, "first_name", firstName)).at("/id").asString();
        return new Person(id, email, key(id, Map.of()).at("/key").asString());
    }

    /** A key of that user with these limits: the answer, with its id and secret. */
    JsonNode key(String userId, Map<String, ?> limits) {
        Map<String, Object> wish = new HashMap<>(limits);
        wish.put("name", "example");
        wish.put("userId", userId);
        return platform("POST", "/apikey", wish);
    }

    String organization(Person owner) {
        return call("POST", "/organization", owner.key(), Map.of("name", "Acme " + UUID.randomUUID())).at("/id")
                .asString();
    }

    void join(String orgId, String email, Role role, @Nullable String expiresAt) {
        Map<String, Object> wish = new HashMap<>(
                Map.of("orgId", orgId, "email", email, "role", role.word(), "direct", true));
        if (expiresAt != null) {
            wish.put("expires_at", expiresAt);
        }
        platform("POST", "/organization/members", wish);
    }

    /** Removed by that person, who may be the one to go. */
    void removeMember(String orgId, String email, Person by) {
        call("DELETE", "/organization/members", by.key(), Map.of("orgId", orgId, "email", email));
    }

    void deleteOrganization(String orgId, Person owner) {
        call("DELETE", "/organization", owner.key(), Map.of("orgId", orgId));
    }

    JsonNode platform(String method, String path, Map<String, ?> body) {
        return call(method, path, platformKey(), body);
    }

    /** What it answers to that check, with all that was done here before. */
    JsonNode check(String orgId, String subject, String subjectId, String permission) {
        return send(request("/authorization/check?orgId=" + orgId + "&" + subject + "=" + subjectId + "&permission="
                + URLEncoder.encode(permission, StandardCharsets.UTF_8), platformKey())
                .header("x-min-position", position).GET()).at("/data");
    }

    /** A command that must succeed. */
    JsonNode call(String method, String path, String credential, Map<String, ?> body) {
        return send(request(path, credential).header("content-type", "application/json").method(method,
                BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path, String credential) {
        return HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(20)).header("authorization",
                credential);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            response.headers().firstValue("x-position").ifPresent(told -> position = told);
            if (response.statusCode() != 200) {
                throw new AssertionError(request.method() + " " + request.uri() + " answered " + response.statusCode()
                        + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
