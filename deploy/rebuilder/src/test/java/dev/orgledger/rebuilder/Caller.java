package dev.orgledger.rebuilder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands with one credential; bodies are JSON with single quotes. */
record Caller(URI base, String credential) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What was answered. */
    record Answer(JsonNode json) {

        String get(String field) {
            return json.path(field).asString("");
        }
    }

    Caller as(String other) {
        return new Caller(base, other);
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    Answer put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "{}");
    }

    private Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                .header("content-type", "application/json").header("authorization", credential).build();
        return new Answer(JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body()));
    }
}
