package dev.orgledger.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of the service with one credential, over HTTP keep-alive. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private final URI base;
    private final String credential;

    Client(URI base, String credential) {
        this.base = base;
        this.credential = credential;
    }

    HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return HTTP.send(request(path).header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String minPosition) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (!minPosition.isEmpty()) {
            request.header("x-min-position", minPosition);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30)).header("authorization",
                credential);
    }

    /** Sends a command that must succeed and gives the value of that field of its answer. */
    String expect(String method, String path, String json, String field) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, json);
        Matcher value = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.body());
        if (answer.statusCode() != 200 || !value.find()) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return value.group(1);
    }
}
