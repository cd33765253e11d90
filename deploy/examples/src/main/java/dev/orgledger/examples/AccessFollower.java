package dev.orgledger.examples;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.state.AccessTable;

/**
 * Decides in this service's own memory who may do what, with Orgledger's own rules: reads {@code org.state.v1} from its
 * beginning, which is the present state and not the history, and goes on following it. One thread reads, any number ask.
 */
public final class AccessFollower implements AutoCloseable {

    /** Whoever is cut off from Kafka would go on granting what was taken away; Orgledger's own checks end as soon. */
    private static final Duration TOO_OLD = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final AccessTable table = new AccessTable();
    private final Map<String, Object> kafka;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "access-follower");
    private volatile boolean stopping;
    /** Everything that stood on the topic at this moment is known; null until that was so for the first time. */
    private @Nullable Instant asOf;
    private @Nullable RuntimeException failure;

    /** Where the topic ended when somebody looked. */
    private record Look(Instant at, Map<TopicPartition, Long> ends) {
        boolean reachedBy(Consumer<?, ?> consumer) {
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }
    }

    /** No decision is better than an old one: answer 503, or ask {@code /authorization/check}. */
    public static final class KnowledgeTooOld extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KnowledgeTooOld(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private AccessFollower(Map<String, Object> kafka, Clock clock) {
        this.kafka = Map.copyOf(kafka);
        this.clock = clock;
        thread.setDaemon(true);
    }

    /**
     * Starts to read. It decides from the moment on at which it has read all that was there; see {@link #await}.
     *
     * @param kafka {@code bootstrap.servers}, and whatever else the cluster asks
     */
    public static AccessFollower start(Map<String, Object> kafka, Clock clock) {
        AccessFollower follower = new AccessFollower(kafka, clock);
        follower.thread.start();
        return follower;
    }

    /**
     * May that user do this in that organization? The permission by its wire name; an unknown one is denied.
     *
     * @throws KnowledgeTooOld before it has caught up, and when it has lost touch
     */
    public Decision decideForUser(String orgId, String userId, String permission) {
        return table.decideForUser(orgId, userId, permission, now());
    }

    /**
     * May that API key do this in that organization?
     *
     * @throws KnowledgeTooOld before it has caught up, and when it has lost touch
     */
    public Decision decideForKey(String orgId, String keyId, String permission) {
        return table.decideForKey(orgId, keyId, permission, now());
    }

    /** Waits until it knows all that stood on the topic at that moment; false when the time is over before. */
    public synchronized boolean await(Instant moment, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (asOf == null || asOf.isBefore(moment)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || failure != null) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized Instant now() {
        Instant now = clock.instant();
        if (failure != null || asOf == null || asOf.isBefore(now.minus(TOO_OLD))) {
            throw new KnowledgeTooOld(asOf == null ? "not caught up yet" : "last heard of Orgledger at " + asOf,
                    failure);
        }
        return now;
    }

    private void run() {
        try (Consumer<String, byte[]> consumer = Topic.read(kafka, Topics.STATE)) {
            consumer.seekToBeginning(consumer.assignment());
            follow(consumer);
        } catch (RuntimeException e) {
            // Note: a record that is not understood, too. Going on behind it could grant what it takes away.
            failed(e);
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        Look look = look(consumer);
        while (!stopping) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                table.apply(record.key(), record.value(),
                        Topic.header(record, Headers.CE_ORG_VERSION).map(Long::valueOf).orElse(null));
            }
            if (look != null && look.reachedBy(consumer)) {
                known(look.at());
                look = null;
            }
            if (look == null && isDue()) {
                look = look(consumer);
            }
        }
    }

    private synchronized boolean isDue() {
        return asOf == null || clock.instant().isAfter(asOf.plus(BETWEEN_LOOKS));
    }

    /** A consumer that has lost its brokers is merely silent, so they are asked; null where none answers. */
    private @Nullable Look look(Consumer<String, byte[]> consumer) {
        Instant at = clock.instant();
        try {
            return new Look(at, consumer.endOffsets(consumer.assignment()));
        } catch (RetriableException e) {
            return null;
        }
    }

    private synchronized void known(Instant at) {
        asOf = at;
        notifyAll();
    }

    private synchronized void failed(RuntimeException e) {
        failure = e;
        notifyAll();
    }

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
