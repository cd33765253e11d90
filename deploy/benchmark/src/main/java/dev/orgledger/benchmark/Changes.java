package dev.orgledger.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * How long after the answer to a command checks tell what it changed: roles, memberships, keys and policies in turns. The
 * next change of a kind waits for the one before, so that no check can miss what it looks for.
 */
final class Changes {

    private static final Duration AT_MOST = Duration.ofSeconds(10);
    private static final int KINDS = 4;

    /**
     * One change.
     *
     * @param check what is asked before and afterwards
     * @param tells what that answer says from then on, and did not say before
     */
    private record Change(Client by, String method, String path, String json, String check, String tells) {}

    private record Person(String id, String email) {}

    /** A super admin with an organization. */
    private record Owner(Client client, String orgId) {}

    private final Service service;
    private final Client platform;
    private final int ofEach;

    private Changes(Service service, Client platform, int ofEach) {
        this.service = service;
        this.platform = platform;
        this.ofEach = ofEach;
    }

    static Latencies visibleAfter(Service service, Client platform, int perSecond, Duration time)
            throws IOException, InterruptedException, ExecutionException {
        Changes changes = new Changes(service, platform, (int) (perSecond * time.toSeconds() / KINDS));
        return changes.run(
                List.of(changes.ofRoles(), changes.ofMemberships(), changes.ofKeys(), changes.ofPolicies()),
                TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    private Latencies run(List<IntFunction<Change>> kinds, long apart) throws InterruptedException, ExecutionException {
        Queue<Duration> times = new ConcurrentLinkedQueue<>();
        List<Future<Void>> running = new ArrayList<>();
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int kind = 0; kind < KINDS; kind++) {
                IntFunction<Change> changes = kinds.get(kind);
                long first = from + kind * apart;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < ofEach; i++) {
                        long due = first + i * KINDS * apart;
                        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                        times.add(untilVisible(changes.apply(i)));
                    }
                    return null;
                }));
            }
        }
        for (Future<Void> kind : running) {
            kind.get();
        }
        return Latencies.of(times);
    }

    private Duration untilVisible(Change change) throws IOException {
        if (told(change)) {
            throw new IOException(change.check() + " tells " + change.tells() + " before it was changed");
        }
        change.by().accepted(change.method(), change.path(), change.json());
        long answered = System.nanoTime();
        while (!told(change)) {
            if (System.nanoTime() - answered > AT_MOST.toNanos()) {
                throw new IOException(change.check() + " does not tell " + change.tells());
            }
        }
        return Duration.ofNanos(System.nanoTime() - answered);
    }

    private boolean told(Change change) throws IOException {
        return platform.read(change.check()).contains(change.tells());
    }

    /** One member's role goes up and down. */
    private IntFunction<Change> ofRoles() throws IOException {
        Owner owner = owner();
        Person member = memberOf(owner);
        return i -> {
            String role = i % 2 == 0 ? "write" : "read";
            return new Change(owner.client(), "PUT", "/organization/members",
                    "{\"orgId\":\"%s\",\"email\":\"%s\",\"role\":\"%s\"}".formatted(owner.orgId(), member.email(),
                            role),
                    Checks.of(owner.orgId(), member.id()), "\"role\":\"" + role + "\"");
        };
    }

    /** One member after the other is removed. */
    private IntFunction<Change> ofMemberships() throws IOException {
        Owner owner = owner();
        List<Person> members = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            members.add(memberOf(owner));
        }
        return i -> new Change(owner.client(), "DELETE", "/organization/members",
                "{\"orgId\":\"%s\",\"email\":\"%s\"}".formatted(owner.orgId(), members.get(i).email()),
                Checks.of(owner.orgId(), members.get(i).id()), "\"reason\":\"not_a_member\"");
    }

    /** One key of the owner after the other is revoked. */
    private IntFunction<Change> ofKeys() throws IOException {
        Owner owner = owner();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            keys.add(endlessKey(owner));
        }
        return i -> new Change(owner.client(), "DELETE", "/apikey", "{\"keyId\":\"" + keys.get(i) + "\"}",
                Checks.of(owner.orgId()) + "&keyId=" + keys.get(i), "\"reason\":\"key_not_valid\"");
    }

    /** Keys must end, and need not; asked about one that does not. */
    private IntFunction<Change> ofPolicies() throws IOException {
        Owner owner = owner();
        String key = endlessKey(owner);
        return i -> {
            boolean mustEnd = i % 2 == 0;
            return new Change(owner.client(), "PUT", "/organization/security",
                    "{\"orgId\":\"%s\",\"require_apikey_expiration\":%s}".formatted(owner.orgId(), mustEnd),
                    Checks.of(owner.orgId()) + "&keyId=" + key,
                    mustEnd ? "\"reason\":\"expiring_key_required\"" : "\"reason\":\"role\"");
        };
    }

    private Owner owner() throws IOException {
        // A policy must not shut its maker out.
        Instant end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Client client = new Client(service.base, platform.expect("POST", "/apikey",
                "{\"name\":\"bench\",\"userId\":\"%s\",\"expires_at\":\"%s\"}".formatted(person().id(), end), "key"));
        return new Owner(client, client.expect("POST", "/organization", "{\"name\":\"Bench\"}", "id"));
    }

    private Person memberOf(Owner owner) throws IOException {
        Person person = person();
        platform.accepted("POST", "/organization/members",
                "{\"orgId\":\"%s\",\"email\":\"%s\",\"role\":\"read\",\"direct\":true}".formatted(owner.orgId(),
                        person.email()));
        return person;
    }

    private Person person() throws IOException {
        String email = "bench-" + System.nanoTime() + "@example.com";
        return new Person(platform.expect("POST", "/user", "{\"email\":\"" + email + "\"}", "id"), email);
    }

    private static String endlessKey(Owner owner) throws IOException {
        return owner.client().expect("POST", "/apikey", "{\"name\":\"bench\"}", "id");
    }
}
