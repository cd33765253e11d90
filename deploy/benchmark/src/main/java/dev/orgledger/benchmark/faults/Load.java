package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.orgledger.benchmark.faults.LoadClient.Abandoned;
import dev.orgledger.benchmark.faults.Tenant.Person;

/** Several clients at once, until they are told to stop, or their time is over. */
final class Load implements AutoCloseable {

    /** A new organization after so many rounds: logs of some length, and several of them. */
    private static final int ROUNDS = 15;

    private final RunClock clock = new RunClock();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final List<Journal> journals = new ArrayList<>();
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();
    private final long until;
    private volatile boolean stopping;

    private Load(Duration atMost) {
        until = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Prepares and starts it.
     *
     * @param perSecond requests of all clients together, at most
     */
    static Load start(URI base, String platformKey, Path journals, int clients, int perSecond, Duration atMost)
            throws IOException, InterruptedException, Abandoned {
        Load load = new Load(atMost);
        List<Person> owners = new ArrayList<>();
        Duration pause = Duration.ofSeconds(1).multipliedBy(clients).dividedBy(perSecond);
        for (int i = 0; i < clients; i++) {
            String name = "client" + i;
            Journal journal = new Journal(journals, name);
            load.journals.add(journal);
            Tenant tenant = new Tenant(name, new LoadClient(name, new Gate(base), journal, load.clock, pause),
                    platformKey, load.owners);
            owners.add(tenant.prepare());
            load.tenants.add(tenant);
        }
        String shared = load.tenants.getFirst().found();
        for (Person each : owners.subList(1, owners.size())) {
            load.tenants.getFirst().admit(shared, each);
        }
        load.tenants.getFirst().found();
        for (Tenant tenant : load.tenants) {
            load.threads.add(Thread.ofPlatform().name("load").start(() -> load.run(tenant, shared)));
        }
        return load;
    }

    private void run(Tenant tenant, String shared) {
        boolean whole = true;
        try {
            for (int round = 0; !stopping && System.nanoTime() < until; round++) {
                try {
                    if (!whole || round % ROUNDS == ROUNDS - 1) {
                        tenant.found();
                        whole = true;
                    }
                    tenant.round(round, shared);
                    rounds.incrementAndGet();
                } catch (Abandoned e) {
                    // It is written down. Nothing is known of that organization any more; the next one is another.
                    whole = false;
                    abandoned.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The credential of each organization's owner. Secrets. */
    Map<String, String> owners() {
        return Map.copyOf(owners);
    }

    long rounds() {
        return rounds.get();
    }

    /** Rounds that could not go on, because a command was refused, or nobody answered for long. */
    long abandoned() {
        return abandoned.get();
    }

    /** Ends it after the round in hand. */
    @Override
    public void close() throws IOException, InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        for (Journal journal : journals) {
            journal.close();
        }
    }
}
