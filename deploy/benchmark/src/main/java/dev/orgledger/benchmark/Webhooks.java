package dev.orgledger.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.orgledger.benchmark.Load.Tenant;

/** How soon webhooks arrive behind the answers of commands, with some receivers that hang, and whether memory stays what it is. */
final class Webhooks {

    private static final int WEBHOOKS = 50;
    private static final int HANGING_ONE_IN = 10;
    /** So many that those that do not hang receive 200 a second. */
    private static final int PER_SECOND = 200 * HANGING_ONE_IN / (HANGING_ONE_IN - 1);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern DELIVERY = Pattern
            .compile("\"org_id\":\"([^\"]+)\",\"version\":([0-9]+),\"previous_version\":(null|[0-9]+)");

    /** Receivers on this machine: at {@code /hang} they never answer. */
    private static final class Receivers implements AutoCloseable {

        final Map<String, Long> arrived = new ConcurrentHashMap<>();
        final Map<String, Long> last = new ConcurrentHashMap<>();
        final Map<String, String> holes = new ConcurrentHashMap<>();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final CountDownLatch end = new CountDownLatch(1);
        private final HttpServer server;

        Receivers() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/in", this::take);
            server.createContext("/hang", exchange -> {
                try (exchange) {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            long now = System.nanoTime();
            try (exchange) {
                Matcher delivery = DELIVERY.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                if (delivery.find()) {
                    arrived(delivery.group(1), Long.parseLong(delivery.group(2)), now);
                }
                exchange.sendResponseHeaders(200, -1);
            }
        }

        private void arrived(String orgId, long version, long now) {
            if (arrived.putIfAbsent(key(orgId, version), now) == null) {
                Long before = last.put(orgId, version);
                if (before != null && before != version - 1) {
                    holes.put(orgId, before + " then " + version);
                }
            }
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + path;
        }

        @Override
        public void close() {
            end.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private Webhooks() {
    }

    /** Measures for that long, behind a warm-up. */
    static void measure(Path up, Duration time, Figures figures) throws Exception {
        try (DataFolder data = DataFolder.create(); Receivers receivers = new Receivers()) {
            Bench.say("starting, with " + WEBHOOKS + " webhooks");
            try (Service service = Service.start(up, data.path())) {
                List<Tenant> tenants = Load.tenants(service, WEBHOOKS);
                for (int i = 0; i < WEBHOOKS; i++) {
                    tenants.get(i).client().accepted("POST", "/webhooks",
                            "{\"orgId\":\"" + tenants.get(i).orgId()
                                    + "\",\"name\":\"bench\",\"events\":[\"*\"],\"url\":\""
                                    + receivers.url(hangs(i) ? "/hang" : "/in") + "\"}");
                }
                Bench.say("warming up");
                run(tenants, WARM_UP, 0, receivers);
                Bench.say("commands and deliveries for " + time.toMinutes() + " min");
                long third = service.residentMiB();
                List<Duration> times = new ArrayList<>(run(tenants, time.dividedBy(3), 1_000_000, receivers));
                third = Math.max(third, service.residentMiB());
                times.addAll(run(tenants, time.minus(time.dividedBy(3)), 2_000_000, receivers));
                long last = service.residentMiB();
                if (!receivers.holes.isEmpty()) {
                    throw new IllegalStateException("out of order or missing: " + receivers.holes);
                }
                Latencies arrival = Latencies.of(times);
                figures.fact("webhooks, of them with a receiver that hangs",
                        WEBHOOKS + ", " + WEBHOOKS / HANGING_ONE_IN);
                figures.fact("deliveries to the others", Table.number(times.size() / (double) time.toSeconds()) + "/s");
                figures.fact("answer → arrival at the others, p50 / p99", arrival.toString());
                figures.atMost("answer → arrival at the others, p99", arrival.p99(), 500, " ms");
                figures.fact("resident memory of everything after a third of the time, at the end",
                        third + " MiB, " + last + " MiB");
                figures.atMost("growth of memory from a third to the end", last / (double) third, 1.05, "");
            }
        }
    }

    private static boolean hangs(int tenant) {
        return tenant % HANGING_ONE_IN == HANGING_ONE_IN - 1;
    }

    /** From each answer to its arrival, but for receivers that hang. */
    private static List<Duration> run(List<Tenant> tenants, Duration time, int firstName, Receivers receivers)
            throws InterruptedException, ExecutionException {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        long total = PER_SECOND * time.toSeconds();
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> calls = new ArrayList<>();
            for (int i = 0; i < total; i++) {
                int number = i;
                Tenant tenant = tenants.get(i % tenants.size());
                long due = from + i * (TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                calls.add(threads.submit(() -> {
                    Client.Answer answer = tenant.client().send("PUT", "/organization",
                            "{\"orgId\":\"" + tenant.orgId() + "\",\"name\":\"Name " + (firstName + number) + "\"}");
                    if (answer.status() != 200) {
                        throw new IOException("answered " + answer.status() + " " + answer.body());
                    }
                    if (!hangs(number % tenants.size())) {
                        answered.put(key(tenant.orgId(), answer.orgVersion()), System.nanoTime());
                    }
                    return null;
                }));
            }
            for (Future<Void> call : calls) {
                call.get();
            }
        }
        return times(answered, receivers);
    }

    private static List<Duration> times(Map<String, Long> answered, Receivers receivers) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!receivers.arrived.keySet().containsAll(answered.keySet()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        List<Duration> times = new ArrayList<>();
        answered.forEach((key, answer) -> {
            Long arrival = receivers.arrived.get(key);
            if (arrival == null) {
                throw new IllegalStateException(key + " did not arrive");
            }
            times.add(Duration.ofNanos(Math.max(0, arrival - answer)));
        });
        receivers.arrived.keySet().removeAll(answered.keySet());
        return times;
    }

    private static String key(String orgId, long version) {
        return orgId + "/" + version;
    }
}
