package dev.orgledger.benchmark;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Commands over HTTP: each client renames its own organization, one command after the other. */
final class Load {

    /** How many at once, wherever many are. */
    static final int CLIENTS = 32;

    /** One client with its organization. */
    record Tenant(Client client, String orgId) {

        String rename(int number) throws IOException {
            return renamed(number).position();
        }

        Client.Answer renamed(int number) throws IOException {
            Client.Answer answer = client.send("PUT", "/organization",
                    "{\"orgId\":\"" + orgId + "\",\"name\":\"Name " + number + "\"}");
            if (answer.status() != 200) {
                throw new IOException("answered " + answer.status() + " " + answer.body());
            }
            return answer;
        }
    }

    /**
     * What a run gave: commands per second, those that failed, which are not among them, and how long the read side needed
     * afterwards to include all.
     */
    record Result(double perSecond, long failures, Duration catchUp) {}

    private Load() {
    }

    static List<Tenant> tenants(Service service, int count) throws IOException {
        return tenants(service.base, service.platformKey(), count);
    }

    static List<Tenant> tenants(URI base, String platformKey, int count) throws IOException {
        Client platform = new Client(base, platformKey);
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String user = platform.expect("POST", "/user",
                    "{\"email\":\"bench-" + System.nanoTime() + "@example.com\"}", "id");
            Client client = new Client(base,
                    platform.expect("POST", "/apikey", "{\"name\":\"bench\",\"userId\":\"" + user + "\"}", "key"));
            tenants.add(new Tenant(client, client.expect("POST", "/organization", "{\"name\":\"Bench\"}", "id")));
        }
        return tenants;
    }

    /** Clients of one organization, all of whom may change it. */
    static List<Tenant> tenantsOfOne(Service service, int count) throws IOException {
        Client platform = new Client(service.base, service.platformKey());
        Tenant owner = tenants(service, 1).getFirst();
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String email = "bench-" + System.nanoTime() + "@example.com";
            String user = platform.expect("POST", "/user", "{\"email\":\"" + email + "\"}", "id");
            platform.accepted("POST", "/organization/members",
                    "{\"orgId\":\"" + owner.orgId() + "\",\"email\":\"" + email
                            + "\",\"role\":\"admin\",\"direct\":true}");
            tenants.add(new Tenant(
                    new Client(service.base,
                            platform.expect("POST", "/apikey", "{\"name\":\"bench\",\"userId\":\"" + user + "\"}",
                                    "key")),
                    owner.orgId()));
        }
        return tenants;
    }

    /** No two names are the same, whoever gives them: a name that an organization has already would be no command to store. */
    static Result sustained(List<Tenant> tenants, Duration time)
            throws InterruptedException, ExecutionException, IOException {
        long from = System.nanoTime();
        long until = from + time.toNanos();
        List<Future<String>> positions = new ArrayList<>();
        long[] counts = new long[tenants.size()];
        AtomicLong failures = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < tenants.size(); i++) {
                int index = i;
                positions.add(threads.submit(() -> {
                    String position = "";
                    int number = index;
                    while (System.nanoTime() < until) {
                        try {
                            position = tenants.get(index).rename((int) (from % 100_000) + number);
                            counts[index]++;
                        } catch (IOException e) {
                            failures.incrementAndGet();
                            Bench.say("failed: " + e.getMessage());
                        }
                        number += tenants.size();
                    }
                    return position;
                }));
            }
        }
        long end = System.nanoTime();
        long commands = 0;
        for (int i = 0; i < counts.length; i++) {
            commands += counts[i];
            awaitReadable(tenants.get(i), positions.get(i).get());
        }
        Duration catchUp = Duration.ofNanos(System.nanoTime() - end);
        return new Result(commands / ((end - from) / 1e9), failures.get(), catchUp);
    }

    /** Waits until a read includes that position, at most two minutes. */
    static void awaitReadable(Tenant tenant, String position) throws IOException {
        for (int attempt = 0; attempt < 60; attempt++) {
            if (tenant.client().get("/organization?orgId=" + tenant.orgId(), position).status() == 200) {
                return;
            }
        }
        throw new IOException("not readable two minutes after the load");
    }
}
