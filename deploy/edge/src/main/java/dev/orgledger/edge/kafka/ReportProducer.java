package dev.orgledger.edge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Sends reports, from {@code spring.kafka.bootstrap-servers} and, for whatever else a cluster asks,
 * {@code spring.kafka.properties.*}. It is made at the first report: Kafka may be there later than this process.
 */
final class ReportProducer implements AutoCloseable {

    /** How long a report may take before it is given up; who made it makes it again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<String, String> OWN = Map.of("client.id", "orgledger-reports", "acks", "all", "linger.ms",
            "5", "max.block.ms", Long.toString(PATIENCE.toMillis()), "request.timeout.ms", "4000",
            "delivery.timeout.ms", Long.toString(PATIENCE.toMillis()), "reconnect.backoff.max.ms", "1000");

    private final Map<String, Object> settings;
    private @Nullable Producer<String, byte[]> producer;

    ReportProducer(Environment environment) {
        settings = new HashMap<>(OWN);
        settings.put("bootstrap.servers",
                environment.getProperty("spring.kafka.bootstrap-servers", "127.0.0.1:9092"));
        settings.putAll(Binder.get(environment)
                .bind("spring.kafka.properties", Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
    }

    /**
     * Returns once all of them are confirmed.
     *
     * @throws KafkaException when one is not; others may be
     */
    void send(List<ProducerRecord<String, byte[]>> records) {
        Producer<String, byte[]> present = producer();
        List<Future<RecordMetadata>> sent = records.stream().map(present::send).toList();
        sent.forEach(ReportProducer::await);
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("a report was not confirmed", e);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
