package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.orgledger.benchmark.Load.Tenant;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;

/** How long after a command's answer its change can be read over HTTP, and is in the hands of a Kafka consumer. */
final class Visibility {

    record Result(Latencies toReader, Latencies toConsumer) {}

    private Visibility() {
    }

    static Result at(Service service, List<Tenant> tenants, int perSecond, Duration time)
            throws InterruptedException, ExecutionException {
        Queue<Duration> toReader = new ConcurrentLinkedQueue<>();
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Map<String, Long> arrived = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService consuming = Executors.newSingleThreadExecutor()) {
            CountDownLatch listening = new CountDownLatch(1);
            Future<?> consumer = consuming.submit(() -> consume(service, arrived, listening, done));
            listening.await();
            int total = (int) (perSecond * time.toSeconds());
            long from = System.nanoTime();
            List<Future<Void>> calls = new ArrayList<>();
            for (int i = 0; i < total; i++) {
                int number = i;
                long due = from + i * (TimeUnit.SECONDS.toNanos(1) / perSecond);
                Tenant tenant = tenants.get(i % tenants.size());
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                calls.add(threads.submit(() -> {
                    String position = tenant.rename(1_000_000 + number);
                    long answer = System.nanoTime();
                    answered.put(position.substring(1), answer);
                    read(tenant, position);
                    toReader.add(Duration.ofNanos(System.nanoTime() - answer));
                    return null;
                }));
            }
            try {
                for (Future<Void> call : calls) {
                    call.get();
                }
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (!arrived.keySet().containsAll(answered.keySet()) && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } finally {
                // Whatever failed: nobody waits for a consumer that goes on for ever.
                done.set(true);
            }
            consumer.get();
        }
        List<Duration> toConsumer = new ArrayList<>();
        answered.forEach((position, answer) -> {
            Long arrival = arrived.get(position);
            if (arrival == null) {
                throw new IllegalStateException("the event at " + position + " did not reach the consumer");
            }
            toConsumer.add(Duration.ofNanos(Math.max(0, arrival - answer)));
        });
        return new Result(Latencies.of(toReader), Latencies.of(toConsumer));
    }

    private static void read(Tenant tenant, String position) throws IOException {
        Client.Answer read = tenant.client().get("/organization?orgId=" + tenant.orgId(), position);
        if (read.status() != 200) {
            throw new IOException("a read answered " + read.status() + " " + read.body());
        }
    }

    private static void consume(Service service, Map<String, Long> arrived, CountDownLatch listening,
            AtomicBoolean done) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + service.kafkaPort, "fetch.max.wait.ms", "20"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // Seeking is lazy: asking for the position makes it happen.
            partitions.forEach(consumer::position);
            listening.countDown();
            while (!done.get()) {
                for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                    Header position = event.headers().lastHeader(Headers.POSITION);
                    arrived.put(new String(position.value(), StandardCharsets.UTF_8), System.nanoTime());
                }
            }
        }
    }
}
