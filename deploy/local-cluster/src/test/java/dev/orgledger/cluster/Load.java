package dev.orgledger.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.orgledger.cluster.Client.Answer;

/** Clients that change their organizations and read them back at once, each its own, and note what was not as promised. */
final class Load implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean ending;

    Load(Client platform, int clients, String name) {
        for (int i = 0; i < clients; i++) {
            String user = platform.post("/user", "{\"email\":\"" + name + i + "@example.test\"}").ok().json().path("id")
                    .asString();
            String key = platform.post("/apikey", "{\"name\":\"k\",\"userId\":\"" + user + "\"}").ok().json()
                    .path("key").asString();
            Client client = platform.as(key);
            String org = client.post("/organization", "{\"name\":\"" + name + " " + i + "\"}").ok().json().path("id")
                    .asString();
            threads.submit(() -> run(client, org));
        }
    }

    private void run(Client client, String org) {
        for (int n = 0; !ending; n++) {
            try {
                changeAndRead(client, org, n);
            } catch (IllegalStateException | AssertionError e) {
                failures.add(e.getMessage());
            }
        }
    }

    private void changeAndRead(Client client, String org, int n) {
        Answer change = client.put("/organization", "{\"orgId\":\"" + org + "\",\"name\":\"Name " + n + "\"}").ok();
        long version = Long.parseLong(change.header("x-org-version"));
        answered.merge(org, version, Math::max);
        Answer read = client.get("/organization?orgId=" + org, "x-min-position", change.header("x-position")).ok();
        if (Long.parseLong(read.header("x-org-version")) < version) {
            failures.add("read version " + read.header("x-org-version") + " behind " + version);
        }
        Answer check = client.post("/authorization/check",
                "{\"checks\":[{\"orgId\":\"" + org + "\",\"permission\":\"org.delete\"}]}").ok();
        if (!check.response().body().contains("\"allowed\":true")) {
            failures.add("check " + check);
        }
        done.incrementAndGet();
    }

    /** How often all of it was done. */
    int done() {
        return done.get();
    }

    /** What was not as promised. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The newest version of each organization that was answered. */
    Map<String, Long> answered() {
        return Map.copyOf(answered);
    }

    @Override
    public void close() {
        ending = true;
        threads.close();
    }
}
