package dev.orgledger.command.platform.kafka;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import io.github.resilience4j.core.IntervalFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.orgledger.command.platform.kafka.DueTombstones.What;
import dev.orgledger.command.platform.leadership.Leadership;

/**
 * Sends the {@link DenialTombstones} of whoever was erased, as soon as that is stored and once more later. The topic may be
 * long, so it has a thread and clients of its own, and no event waits for it; however many are due, the topic is read once.
 */
final class DenialForgetting implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DenialForgetting.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);
    private static final int AT_ONCE = 10_000;
    private static final Map<String, Object> READER = Map.of("client.id", "orgledger-denials-reader",
            "enable.auto.commit", "false", "allow.auto.create.topics", "false", "default.api.timeout.ms", "10000");
    private static final Map<String, Object> PRODUCER = Map.of("client.id", "orgledger-denials-forgetting", "acks",
            "all", "request.timeout.ms", "10000", "delivery.timeout.ms", "30000", "max.block.ms", "30000");

    private final DataSource dataSource;
    private final KafkaSettings kafka;
    private final Clock clock;
    private final IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(1000, 2.0, 0.3, 60_000);

    private volatile @Nullable Thread thread;
    private CountDownLatch end = new CountDownLatch(1);

    DenialForgetting(DataSource dataSource, KafkaSettings kafka, Clock clock) {
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            CountDownLatch latch = new CountDownLatch(1);
            end = latch;
            Thread started = new Thread(() -> run(latch), "denials-forgetting");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** What is not sent then follows after the next start. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        end.countDown();
        try {
            if (!running.join(PATIENCE_AT_STOP)) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    /** As the forwarder. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run(CountDownLatch ending) {
        int failures = 0;
        Duration pause = POLL;
        try {
            while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    forgetWhoIsDue(ending);
                    if (failures > 0) {
                        LOG.info("Taking back refused attempts goes on");
                    }
                    failures = 0;
                    pause = POLL;
                } catch (SQLException | RuntimeException | Error e) {
                    // An error, too: without this thread nothing would be taken back until the next start.
                    failures++;
                    pause = Duration.ofMillis(backoff.apply(failures));
                    if (failures == 1) {
                        LOG.warn("Taking back refused attempts is interrupted and tries again: {}",
                                Trouble.describe(e));
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("ended on the way");
        }
    }

    private void forgetWhoIsDue(CountDownLatch ending) throws SQLException, InterruptedException {
        Optional<Leadership> won = Leadership.tryTo(dataSource, Leadership.FORGETTING);
        if (won.isEmpty()) {
            return;
        }
        try (Leadership leadership = won.get()) {
            DueTombstones due = new DueTombstones(leadership.connection(), What.DENIALS);
            Instant now = clock.instant();
            Map<String, Long> people = due.at(now, Long.MAX_VALUE, AT_ONCE);
            if (!people.isEmpty()) {
                List<ProducerRecord<String, byte[]>> tombstones = tombstones(people, ending);
                send(tombstones);
                due.sent(people.keySet(), now);
                LOG.info("Took back where {} refused attempts of {} people came from", tombstones.size(),
                        people.size());
            }
        }
    }

    private List<ProducerRecord<String, byte[]>> tombstones(Map<String, Long> people, CountDownLatch ending)
            throws InterruptedException {
        try (Consumer<byte[], byte[]> reader = new KafkaConsumer<>(kafka.with(READER), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return DenialTombstones.of(reader, people, ending);
        }
    }

    /** Returns when all are confirmed. */
    private void send(List<ProducerRecord<String, byte[]>> tombstones) throws InterruptedException {
        if (tombstones.isEmpty()) {
            return;
        }
        try (Producer<String, byte[]> producer = new KafkaProducer<>(kafka.with(PRODUCER), new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> open = new ArrayList<>();
            tombstones.forEach(each -> open.add(producer.send(each)));
            for (Future<RecordMetadata> each : open) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failed ? failed : new KafkaException(e.getCause());
        }
    }
}
