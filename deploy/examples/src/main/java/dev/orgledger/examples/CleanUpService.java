package dev.orgledger.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.Topics;

/**
 * Follows Orgledger's events and cleans up behind them: what belonged to a deleted organization goes, who is no member any
 * more loses what was shared in it, and whoever is to be forgotten is forgotten.
 */
public final class CleanUpService implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final OwnStore store;
    private final Told told;
    private final Thread thread = new Thread(this::run, "clean-up");
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    /** Who hears of what was done, once it is saved. */
    @FunctionalInterface
    interface Told {
        void done(String what);
    }

    private CleanUpService(Map<String, Object> kafka, OwnStore store, Told told) {
        this.kafka = Map.copyOf(kafka);
        this.store = store;
        this.told = told;
    }

    /**
     * Runs until it is stopped, or until it cannot go on; prints what it does.
     *
     * @param arguments bootstrap servers, a file for what the service keeps, and, to have something to clean up, the id of an
     *            app, the id of its organization and those of the people with whom it is shared
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 2 || arguments.length == 3) {
            System.err.println("usage: <bootstrap servers> <file> [<appId> <orgId> [<userId> …]]");
            System.exit(2);
        }
        OwnStore store = new OwnStore(Path.of(arguments[1]));
        if (arguments.length > 3) {
            OwnData.App app = new OwnData.App(arguments[3], Set.of(Arrays.copyOfRange(arguments, 4, arguments.length)));
            store.change(data -> data.apps().put(arguments[2], app));
        }
        CleanUpService service = start(Map.of("bootstrap.servers", arguments[0]), store, System.out::println);
        service.thread.join();
        System.err.println("stopped: " + service.failure());
        System.exit(1);
    }

    /**
     * Starts one.
     *
     * @param kafka {@code bootstrap.servers}, and whatever else the cluster asks
     * @param store what it owns, and how far it is
     */
    static CleanUpService start(Map<String, Object> kafka, OwnStore store, Told told) {
        CleanUpService service = new CleanUpService(kafka, store, told);
        service.thread.start();
        return service;
    }

    /** Why it does not go on; null while it does. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    private void run() {
        try (Consumer<String, byte[]> consumer = Topic.read(kafka, Topics.EVENTS, Topics.PERSONS)) {
            goOn(consumer);
            while (!stopping) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    take(records);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The offsets come from the same save as the data, so a copy that is played back brings the right ones along. */
    private void goOn(Consumer<String, byte[]> consumer) {
        Map<String, Long> offsets = store.content().offsets();
        for (TopicPartition partition : consumer.assignment()) {
            Long next = offsets.get(partition.toString());
            if (next == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
    }

    /** One save for all that came at once, whatever it was. */
    private void take(ConsumerRecords<String, byte[]> records) {
        int before = store.content().journal().size();
        store.change(data -> {
            records.forEach(record -> CleanUp.apply(record, data));
            records.nextOffsets().forEach((partition, next) -> data.offsets().put(partition.toString(), next.offset()));
        });
        List<String> journal = store.content().journal();
        journal.subList(before, journal.size()).forEach(told::done);
    }

    /** Stops after the records in hand. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
