package dev.orgledger.query.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
import org.springframework.stereotype.Component;

import dev.orgledger.edge.KeyUseSink;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;

/**
 * Tells every read side, this one included, by {@link Topics#USAGE} which keys were used here. All that the query side
 * ever writes to Kafka.
 */
@Component
class KeyUseRecords implements KeyUseSink, AutoCloseable {

    /** How long a report may take before it is given up; it is made again with the next one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<String, String> OWN = Map.of("client.id", "orgledger-usage", "acks", "all", "linger.ms",
            "5",
            "max.block.ms", Long.toString(PATIENCE.toMillis()), "request.timeout.ms", "4000", "delivery.timeout.ms",
            Long.toString(PATIENCE.toMillis()), "reconnect.backoff.max.ms", "1000");

    private final Map<String, Object> settings;
    private @Nullable Producer<String, byte[]> producer;

    KeyUseRecords(Environment environment) {
        settings = new HashMap<>(OWN);
        settings.put("bootstrap.servers",
                environment.getProperty("spring.kafka.bootstrap-servers", "127.0.0.1:9092"));
        settings.putAll(Binder.get(environment)
                .bind("spring.kafka.properties", Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
    }

    /** One record per key. */
    @Override
    public synchronized void report(Map<String, Instant> uses) {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        Producer<String, byte[]> present = producer;
        List<Future<RecordMetadata>> sent = uses.entrySet().stream()
                .map(use -> present.send(new ProducerRecord<>(Topics.USAGE, use.getKey(),
                        EventJson.mapper().writeValueAsBytes(new InternalRecord.Use(use.getValue())))))
                .toList();
        for (Future<RecordMetadata> acknowledgement : sent) {
            await(acknowledgement);
        }
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted");
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new KafkaException("a report of used keys was not confirmed", e);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
