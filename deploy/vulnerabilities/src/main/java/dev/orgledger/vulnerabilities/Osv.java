package dev.orgledger.vulnerabilities;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API of OSV (https://google.github.io/osv.dev/api/), or another that speaks like it. */
final class Osv implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    /** As many questions as OSV takes at once. */
    private static final int BATCH = 1_000;
    private static final int OK = 200;

    private final URI source;
    private final Duration patience;
    private final HttpClient http;

    Osv(URI source, Duration patience) {
        this.source = source;
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).proxy(ProxySelector.getDefault()).build();
    }

    private record Question(String purl, @Nullable String pageToken) {

        Map<String, Object> json() {
            Map<String, Object> named = Map.of("package", Map.of("purl", purl));
            return pageToken == null
                    ? named
                    : Map.of("package", Map.of("purl", purl), "page_token", pageToken);
        }
    }

    /** By package URL the ids of what is known of it; components of which nothing is known are not in it. */
    SortedMap<String, SortedSet<String>> idsOf(Collection<String> purls) throws SourceUnreachable {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        List<Question> open = new ArrayList<>(purls.stream().map(purl -> new Question(purl, null)).toList());
        while (!open.isEmpty()) {
            List<Question> batch = open.subList(0, Math.min(BATCH, open.size()));
            List<Question> asked = List.copyOf(batch);
            batch.clear();
            JsonNode results = post("/v1/querybatch", Map.of("queries", asked.stream().map(Question::json).toList()))
                    .path("results");
            if (results.size() != asked.size()) {
                throw new SourceUnreachable(
                        "%s answered %d of %d questions".formatted(source, results.size(), asked.size()));
            }
            for (int i = 0; i < asked.size(); i++) {
                String purl = asked.get(i).purl();
                for (JsonNode one : results.get(i).path("vulns")) {
                    found.computeIfAbsent(purl, first -> new TreeSet<>()).add(one.path("id").asString());
                }
                String next = results.get(i).path("next_page_token").asString("");
                if (!next.isEmpty()) {
                    open.add(new Question(purl, next));
                }
            }
        }
        return found;
    }

    Vulnerability describe(String id) throws SourceUnreachable {
        return Vulnerability.of(id, send(HttpRequest
                .newBuilder(at("/v1/vulns/" + URLEncoder.encode(id, StandardCharsets.UTF_8))).GET()));
    }

    private JsonNode post(String path, Map<String, ?> body) throws SourceUnreachable {
        return send(HttpRequest.newBuilder(at(path)).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private URI at(String path) {
        return URI.create(source.toString().replaceFirst("/+$", "") + path);
    }

    private JsonNode send(HttpRequest.Builder request) throws SourceUnreachable {
        try {
            HttpResponse<String> answer = http.send(request.timeout(patience).build(), BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new SourceUnreachable("%s answered with status %d".formatted(source, answer.statusCode()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new SourceUnreachable("%s: %s".formatted(source, e.getMessage() == null ? e : e.getMessage()));
        } catch (JacksonException e) {
            throw new SourceUnreachable("%s answered with something that is no JSON".formatted(source));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreachable("interrupted");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
