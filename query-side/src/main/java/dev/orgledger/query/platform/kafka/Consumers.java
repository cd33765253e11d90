package dev.orgledger.query.platform.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes the consumers of the readers from {@code spring.kafka.bootstrap-servers} and, for whatever else a cluster asks,
 * {@code spring.kafka.properties.*}.
 */
@Component
class Consumers implements SharedReader.Consumers {

    /** One that is gone without a word is missed after that; the least that brokers allow. */
    private static final int SESSION_MILLIS = 6_000;
    /** How soon the others hear of one that comes or goes: reads may be waiting meanwhile. */
    private static final int HEARTBEAT_MILLIS = 250;

    private final Environment environment;

    Consumers(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Consumer<String, byte[]> get() {
        return consumer(Map.of());
    }

    /** Each partition of one topic goes with that of the same number of the others: what happens to one key comes to one place. */
    @Override
    public Consumer<String, byte[]> in(String group) {
        Map<String, Object> member = new HashMap<>(
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_MILLIS, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName()));
        replica().ifPresent(name -> member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        return consumer(member);
    }

    /**
     * A name that this replica has again after it was killed: then it goes on at once, and nobody waits for the one that is gone.
     * Without a fixed port there is none.
     */
    private Optional<String> replica() {
        String configured = environment.getProperty("orgledger.replica", "");
        if (!configured.isBlank()) {
            return Optional.of(configured);
        }
        String port = environment.getProperty("server.port", "8080");
        return port.equals("0") ? Optional.empty() : host().map(host -> host + "-" + port);
    }

    private static Optional<String> host() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-"));
        } catch (UnknownHostException e) {
            // A machine that does not know itself: it is a stranger after each start.
            return Optional.empty();
        }
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                environment.getProperty("spring.kafka.bootstrap-servers", "127.0.0.1:9092"));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.putAll(Binder.get(environment)
                .bind("spring.kafka.properties", Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
