package dev.orgledger.query.platform.rebuild;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.query.platform.mongo.Part;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.ProjectionReader;
import dev.orgledger.query.platform.mongo.RebuildRefused;
import dev.orgledger.query.platform.mongo.Rebuilding;
import dev.orgledger.query.platform.mongo.Refusals;
import dev.orgledger.query.platform.rebuild.RebuildProgress.Stage;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;

/** Rebuilds some parts; once. */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    /** Of whom Kafka alone knows. */
    private static final List<String> REFUSALS = List.of(Topics.SECURITY, Topics.DENIALS);

    private final MongoDatabase database;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final List<Projection> projections;
    private final Clock clock;
    private final RebuildProgress progress = new RebuildProgress();

    Rebuild(MongoDatabase database, Supplier<Consumer<String, byte[]>> consumers, List<Projection> projections,
            Clock clock) {
        this.database = database;
        this.consumers = consumers;
        this.projections = projections;
        this.clock = clock;
    }

    /** How far it is. */
    public RebuildProgress progress() {
        return progress;
    }

    /**
     * Rebuilds these, and returns when the former ones are gone.
     *
     * @param past where to read what there is; null for the topics
     * @param grace how long to leave the former ones
     * @throws RebuildRefused where that cannot be
     */
    public void run(Set<Part> parts, @Nullable Past past, Duration grace) throws InterruptedException {
        Rebuilding rebuilding = Rebuilding.begin(database, parts, clock);
        try (ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor()) {
            telling.scheduleWithFixedDelay(() -> tell(rebuilding), SIGN_OF_LIFE.toMillis(), SIGN_OF_LIFE.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                build(rebuilding, past);
                progress.enters(Stage.SWITCHED);
                // Nobody tells which reads of the former ones are still under way: each is over by then.
                Thread.sleep(grace);
                rebuilding.dropFormer();
            } finally {
                telling.shutdownNow();
            }
        } catch (RuntimeException | InterruptedException e) {
            release(rebuilding, e);
            throw e;
        }
        progress.enters(Stage.DONE);
    }

    private static void tell(Rebuilding rebuilding) {
        try {
            rebuilding.alive();
        } catch (RuntimeException | Error e) {
            // Whatever it is: the timer would end, and another be free to take over what is under way.
            LOG.debug("no sign of life; whether it matters turns out at the end", e);
        }
    }

    private static void release(Rebuilding rebuilding, Exception failure) {
        try {
            rebuilding.end();
        } catch (MongoException e) {
            failure.addSuppressed(e);
        }
    }

    private void build(Rebuilding rebuilding, @Nullable Past past) throws InterruptedException {
        Map<TopicPartition, Long> reached;
        long covered = 0;
        if (past == null) {
            reached = fromKafka(rebuilding, ProjectionReader.TOPICS);
        } else {
            // What is behind them is in the past, since that is read later.
            reached = new HashMap<>(rebuilding.reached());
            fromStore(rebuilding, past);
            Refusals.carry(rebuilding);
            covered = past.position();
            reached.keySet().removeIf(partition -> REFUSALS.contains(partition.topic()));
            for (TopicPartition partition : KafkaPast.all(ProjectionReader.TOPICS)) {
                reached.putIfAbsent(partition, 0L);
            }
        }
        progress.enters(Stage.CATCHING_UP);
        catchUp(rebuilding, reached, covered);
    }

    private Map<TopicPartition, Long> fromKafka(Rebuilding rebuilding, List<String> topics)
            throws InterruptedException {
        KafkaPast past = new KafkaPast(consumers, topics);
        progress.expected(past.events());
        int lanes = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
        try (ExecutorService reading = Executors.newFixedThreadPool(lanes)) {
            List<Future<?>> read = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                read.add(reading.submit(() -> past.read(new Lane(rebuilding, projections, progress))));
            }
            try {
                for (Future<?> one : read) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } finally {
                reading.shutdownNow();
            }
        }
        return new HashMap<>(past.reached());
    }

    private void fromStore(Rebuilding rebuilding, Past past) {
        progress.expected(past.total());
        Lane lane = new Lane(rebuilding, projections, progress);
        for (List<ConsumerRecord<String, byte[]>> next = past.next(); !next.isEmpty(); next = past.next()) {
            lane.build(next);
        }
        lane.built();
    }

    /** Reads on until these are as far as the current ones, in the very moment in which they take their place. */
    private void catchUp(Rebuilding rebuilding, Map<TopicPartition, Long> reached, long covered)
            throws InterruptedException {
        Lane lane = new Lane(rebuilding, projections, progress);
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            List<TopicPartition> all = KafkaPast.all(ProjectionReader.TOPICS);
            consumer.assign(all);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
            all.forEach(partition -> consumer.seek(partition,
                    Math.max(reached.getOrDefault(partition, 0L), beginnings.getOrDefault(partition, 0L))));
            while (!rebuilding.switchOver(reached)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
                lane.follow(newer(polled, covered));
                all.forEach(partition -> reached.put(partition, consumer.position(partition)));
            }
        }
    }

    /** Those that the past has not told of. */
    private static List<ConsumerRecord<String, byte[]>> newer(ConsumerRecords<String, byte[]> polled, long covered) {
        List<ConsumerRecord<String, byte[]>> newer = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : polled) {
            if (covered == 0 || REFUSALS.contains(record.topic()) || position(record) > covered) {
                newer.add(record);
            }
        }
        return newer;
    }

    private static long position(ConsumerRecord<String, byte[]> record) {
        return Long.parseLong(
                new String(record.headers().lastHeader(Headers.POSITION).value(), StandardCharsets.UTF_8));
    }
}
