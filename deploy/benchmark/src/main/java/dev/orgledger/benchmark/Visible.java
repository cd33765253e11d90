package dev.orgledger.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.orgledger.benchmark.Load.Tenant;

/** How long after the answer to a command a read tells of it, in one process and in a cluster. */
final class Visible {

    private static final int STANDALONE_PER_SECOND = 200;
    private static final int CLUSTER_PER_SECOND = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Visible() {
    }

    static void onTheStandalone(Path up, Figures figures) throws Exception {
        Bench.say("starting for what is visible");
        try (DataFolder data = DataFolder.create(); Service service = Service.start(up, data.path())) {
            List<Tenant> tenants = Load.tenants(service, Load.CLIENTS);
            Bench.say(STANDALONE_PER_SECOND + " commands/s, each read back");
            Visibility.at(service, tenants, STANDALONE_PER_SECOND, WARM_UP);
            Visibility.Result visible = Visibility.at(service, tenants, STANDALONE_PER_SECOND, MEASURED);
            figures.fact("answer → readable, standalone, 200 commands/s, p50 / p99", visible.toReader().toString());
            figures.atMost("answer → readable, standalone, p99", visible.toReader().p99(), 100, " ms");
            figures.fact("answer → Kafka consumer, p50 / p99", visible.toConsumer().toString());
        }
    }

    /**
     * Commands go to the gateway and are read at one query side after the other, past the gateway: an organization's documents
     * are written by one of them, and its access state is in both. So half of the reads go to the one that did not write.
     */
    static void onTheOtherNode(Path up, Figures figures) throws Exception {
        Bench.say("starting a cluster");
        try (DataFolder data = DataFolder.create(); Cluster cluster = Cluster.start(up, data.path())) {
            List<Tenant> tenants = Load.tenants(cluster.base, cluster.platformKey(), Load.CLIENTS);
            List<URI> nodes = cluster.querySides();
            Bench.say(CLUSTER_PER_SECOND + " commands/s, each looked for at a node");
            looks(tenants, nodes, 0, WARM_UP);
            List<Queue<Duration>> times = looks(tenants, nodes, 1_000_000, MEASURED);
            List<Duration> all = times.stream().flatMap(Queue::stream).toList();
            figures.fact("answer → readable, cluster, 100 commands/s, either node, p50 / p99",
                    Latencies.of(all).toString());
            double slowest = 0;
            for (int node = 0; node < nodes.size(); node++) {
                Latencies latencies = Latencies.of(times.get(node));
                figures.fact("the same at query-" + (node + 1), latencies.toString());
                slowest = Math.max(slowest, latencies.p99());
            }
            figures.atMost("answer → readable, cluster, p99 of the slower node", slowest, 250, " ms");
        }
    }

    /** The times by node. */
    private static List<Queue<Duration>> looks(List<Tenant> tenants, List<URI> nodes, int firstName, Duration time)
            throws InterruptedException, ExecutionException {
        List<Queue<Duration>> times = Stream.<Queue<Duration>>generate(ConcurrentLinkedQueue::new).limit(nodes.size())
                .toList();
        int total = (int) (CLUSTER_PER_SECOND * time.toSeconds());
        long from = System.nanoTime();
        List<Future<Void>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < total; i++) {
                int number = i;
                Tenant tenant = tenants.get(i % tenants.size());
                // Each tenant's are looked for at both nodes in turns.
                int node = (i + i / tenants.size()) % nodes.size();
                long due = from + i * (TimeUnit.SECONDS.toNanos(1) / CLUSTER_PER_SECOND);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                calls.add(threads.submit(() -> {
                    Client.Answer renamed = tenant.renamed(firstName + number);
                    long answer = System.nanoTime();
                    read(tenant.client().at(nodes.get(node)), tenant.orgId(), renamed);
                    times.get(node).add(Duration.ofNanos(System.nanoTime() - answer));
                    return null;
                }));
            }
        }
        for (Future<Void> call : calls) {
            call.get();
        }
        return times;
    }

    /** With its position: the node waits, and says when that took too long. Looks without it would take the processors. */
    private static void read(Client node, String orgId, Client.Answer command) throws IOException {
        long from = System.nanoTime();
        while (true) {
            Client.Answer answer = node.get("/organization?orgId=" + orgId, command.position());
            if (answer.status() == 200 && answer.orgVersion() >= command.orgVersion()) {
                return;
            }
            if (answer.status() == 200 || System.nanoTime() - from > PATIENCE.toNanos()) {
                throw new IOException("not visible: " + answer);
            }
        }
    }
}
