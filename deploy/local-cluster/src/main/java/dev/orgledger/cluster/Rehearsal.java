package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some hundred requests, from which the JVM of a service learns what it will be asked to do often. */
final class Rehearsal {

    private static final int ROUNDS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;

    private Rehearsal(URI base) {
        this.base = base;
    }

    static void at(LocalCluster cluster) {
        Rehearsal rehearsal = new Rehearsal(cluster.baseUrl());
        try (HttpClient client = HttpClient.newHttpClient()) {
            rehearsal.play(client, cluster.platformKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void play(HttpClient client, String platformKey) throws IOException, InterruptedException {
        String user = member("id", send(client, platformKey, "POST", "/user", "{\"email\":\"rehearsal@example.com\"}"));
        String key = member("key", send(client, platformKey, "POST", "/apikey",
                "{\"name\":\"rehearsal\",\"userId\":\"" + user + "\"}"));
        String org = member("id", send(client, key, "POST", "/organization", "{\"name\":\"Rehearsal\"}"));
        for (int round = 0; round < ROUNDS; round++) {
            send(client, key, "PUT", "/organization",
                    "{\"orgId\":\"" + org + "\",\"name\":\"Rehearsal " + round + "\"}");
            send(client, key, "GET", "/authorization/check?permission=org.read&orgId=" + org, "");
            send(client, key, "GET", "/organization/members?orgId=" + org, "");
            send(client, key, "GET", "/organization/audit?limit=10&orgId=" + org, "");
        }
    }

    /** What it answers is of no interest, but for the first three. */
    private String send(HttpClient client, String key, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE)
                .header("authorization", key).method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("content-type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static String member(String name, String json) {
        Matcher member = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!member.find()) {
            throw new IllegalStateException("an answer without " + name);
        }
        return member.group(1);
    }
}
