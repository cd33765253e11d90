package dev.orgledger.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.orgledger.cluster.Client.Answer;

/** Clients that change their organizations and read them back at once, each its own, and note what was not as promised. */
final class Load implements AutoCloseable {

    /** Between two rounds of one client: nodes that start have the processors, too. */
    private static final int PAUSE_MILLIS = 250;

    /** More than a change of hands between query sides takes, which is longer than a read waits. */
    private static final Duration READ_PATIENCE = Duration.ofSeconds(15);

    private final ScheduledExecutorService threads;
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger done = new AtomicInteger();

    Load(Client platform, int clients, String name) {
        threads = Executors.newScheduledThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            String user = platform.post("/user", "{\"email\":\"" + name + i + "@example.test\"}").ok().json().path("id")
                    .asString();
            String key = platform.post("/apikey", "{\"name\":\"k\",\"userId\":\"" + user + "\"}").ok().json()
                    .path("key").asString();
            Client client = platform.as(key);
            String org = client.post("/organization", "{\"name\":\"" + name + " " + i + "\"}").ok().json().path("id")
                    .asString();
            AtomicInteger round = new AtomicInteger();
            threads.scheduleWithFixedDelay(() -> run(client, org, round.getAndIncrement()), 0, PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void run(Client client, String org, int n) {
        try {
            changeAndRead(client, org, n);
        } catch (IllegalStateException | AssertionError e) {
            failures.add(e.getMessage());
        }
    }

    private void changeAndRead(Client client, String org, int n) {
        Answer change = client.put("/organization", "{\"orgId\":\"" + org + "\",\"name\":\"Name " + n + "\"}").ok();
        long version = Long.parseLong(change.header("x-org-version"));
        answered.merge(org, version, Math::max);
        Answer read = read(client, org, change.header("x-position")).ok();
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

    /** A read that the projections have no answer to yet says so, and is asked again by its client, as long as it has patience. */
    private static Answer read(Client client, String org, String position) {
        long asked = System.nanoTime();
        Answer answer;
        do {
            answer = client.get("/organization?orgId=" + org, "x-min-position", position);
        } while (answer.status() == 503 && answer.toString().contains("read_model_behind")
                && System.nanoTime() - asked < READ_PATIENCE.toNanos());
        return answer;
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
        threads.close();
    }
}
