package dev.orgledger.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the service as its users write one: plain HTTP, one credential, and read-your-writes by handing the last
 * {@code x-position} back as {@code x-min-position}.
 */
final class Api {

    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI base;
    private final @Nullable String credential;
    private final Map<String, String> headers;
    private final AtomicReference<String> position;

    private Api(HttpClient http, URI base, @Nullable String credential, Map<String, String> headers,
            AtomicReference<String> position) {
        this.http = http;
        this.base = base;
        this.credential = credential;
        this.headers = headers;
        this.position = position;
    }

    static Api at(URI base) {
        return new Api(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5)).build(), base, null, Map.of(), new AtomicReference<>());
    }

    /** The same client with that credential in {@code authorization}. */
    Api as(String key) {
        return new Api(http, base, key, headers, position);
    }

    /** The same client with one more header on every request. */
    Api header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(http, base, credential, more, position);
    }

    /** The same client, but with no memory of its own commands. */
    Api forgetful() {
        return new Api(http, base, credential, headers, new AtomicReference<>());
    }

    Answer get(String path, String... query) {
        return send(request(path, query).GET());
    }

    /** The body of an answer that is no JSON, such as a file. */
    String text(String path, String... query) {
        try {
            HttpResponse<String> response = http.send(request(path, query).GET().build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError("expected 200 but was " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException("no answer: " + e, e);
        }
    }

    Answer delete(String path, String... query) {
        return send(request(path, query).DELETE());
    }

    Answer post(String path, Map<String, ?> body) {
        return raw("POST", path, JSON.writeValueAsString(body), "application/json");
    }

    Answer put(String path, Map<String, ?> body) {
        return raw("PUT", path, JSON.writeValueAsString(body), "application/json");
    }

    Answer raw(String method, String path, String body, @Nullable String contentType) {
        HttpRequest.Builder request = request(path);
        if (contentType != null) {
            request.header("content-type", contentType);
        }
        return send(request.method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... query) {
        StringBuilder uri = new StringBuilder(path);
        for (int i = 0; i < query.length; i += 2) {
            uri.append(i == 0 ? '?' : '&').append(query[i]).append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(uri.toString()))
                .timeout(Duration.ofSeconds(20));
        if (credential != null) {
            request.header("authorization", credential);
        }
        headers.forEach(request::header);
        String last = position.get();
        if (last != null) {
            request.header("x-min-position", last);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().firstValue("x-position").ifPresent(position::set);
            String type = response.headers().firstValue("content-type").orElse("");
            // An export is many objects, or none.
            boolean export = type.startsWith("application/jsonl") || type.startsWith("text/csv");
            JsonNode json = export || response.body().isBlank()
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body());
            return new Answer(response.statusCode(), json, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException("no answer: " + e, e);
        }
    }

    /** One answer; {@code json} is an empty object where there was no body. */
    record Answer(int status, JsonNode json, HttpResponse<String> response) {

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " but was " + status + ": " + response.body());
            }
            return this;
        }

        Answer expect(int expected, String code) {
            expect(expected);
            if (!code.equals(text("/code")) || !"KO".equals(text("/status")) || text("/error").isBlank()) {
                throw new AssertionError("expected code " + code + " but was " + response.body());
            }
            return this;
        }

        /** The text at that JSON pointer; empty where there is none. */
        String text(String pointer) {
            return json.at(pointer).asString("");
        }

        JsonNode data() {
            return json.at("/data");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
