package dev.orgledger.benchmark.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.orgledger.benchmark.faults.Gate.Answer;
import dev.orgledger.benchmark.faults.Gate.Request;
import dev.orgledger.cluster.LocalCluster;
import dev.orgledger.cluster.Part;

/**
 * Finds out when everything does its work again: every part runs and is ready, every command side takes a command, and every
 * query side tells of it. Nodes are asked each by itself, since a gateway passes over those that do not answer.
 */
final class Recovery {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int TIMES = 3;

    private final LocalCluster cluster;
    private final List<Part> parts;
    private final Map<String, Gate> commands;
    private final Map<String, Gate> queries;
    private final String credential;
    private final String org;
    private int number;

    /**
     * @param parts all of the cluster
     * @param credential of the owner of an organization that nothing else is done to
     */
    Recovery(LocalCluster cluster, List<Part> parts, Map<String, Gate> commands, Map<String, Gate> queries,
            String credential, String org) {
        this.cluster = cluster;
        this.parts = parts;
        this.commands = commands;
        this.queries = queries;
        this.credential = credential;
        this.org = org;
    }

    /**
     * How it went.
     *
     * @param missing what did not do its work; empty when all did in time
     */
    record Result(Duration took, List<String> missing) {

        boolean back() {
            return missing.isEmpty();
        }
    }

    /** Waits for it. */
    Result await(Duration atMost) throws InterruptedException {
        long from = System.nanoTime();
        int good = 0;
        List<String> missing;
        do {
            missing = missing();
            good = missing.isEmpty() ? good + 1 : 0;
            if (good == TIMES) {
                break;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } while (System.nanoTime() - from < atMost.toNanos());
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        return new Result(took, good == TIMES ? List.of() : missing.isEmpty() ? List.of("all, at times") : missing);
    }

    private List<String> missing() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (Part part : parts) {
            if (!part.runs() || !part.ready()) {
                missing.add(part.name() + (part.runs() ? " is not ready" : " does not run"));
            }
        }
        if (!missing.isEmpty()) {
            return missing;
        }
        long position = 0;
        for (Map.Entry<String, Gate> node : commands.entrySet()) {
            String id = "probe-" + System.nanoTime();
            Answer answer = node.getValue().send(
                    new Request("PUT", "/organization", Map.of("orgId", org, "name", "Probe " + number++)), credential,
                    "x-request-id", id);
            if (!answer.ok()) {
                missing.add(node.getKey() + " answers a command " + answer.status() + " " + answer.code());
            }
            position = Math.max(position, answer.position());
        }
        List<Map.Entry<String, Gate>> readers = new ArrayList<>(queries.entrySet());
        readers.add(Map.entry("gateway", new Gate(cluster.baseUrl())));
        for (Map.Entry<String, Gate> node : readers) {
            Answer answer = node.getValue().send(Request.get("/organization/members?orgId=" + org), credential,
                    "x-min-position", "p" + position);
            if (!answer.ok()) {
                missing.add(node.getKey() + " answers a read " + answer.status() + " " + answer.code());
            }
        }
        return missing;
    }
}
