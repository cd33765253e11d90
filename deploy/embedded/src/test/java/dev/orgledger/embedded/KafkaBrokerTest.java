package dev.orgledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    private static final TopicPartition WORDS = new TopicPartition("words", 0);

    @TempDir
    Path folder;

    @Test
    void givenRecordsWhenClosedAndStartedAgainThenTheyAreThere() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            createTopic(broker);
            send(broker, "one", "two");
            assertThat(read(broker)).containsExactly("one", "two");
        }
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            send(broker, "three");
            assertThat(read(broker)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void givenABrokerKilledWhileWritingWhenStartedAgainThenEveryAcknowledgedRecordIsThere() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), BrokerToKill.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("ack ")) {
                    acknowledged.add(line.substring(4));
                }
                if (acknowledged.size() == 500) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            assertThat(read(broker)).containsSubsequence(acknowledged);
        }
    }

    @Test
    void givenAMisspeltTopicWhenWrittenToThenItIsNotCreated() {
        try (KafkaBroker broker = KafkaBroker.start(folder, 0);
                KafkaProducer<String, String> producer = producer(broker)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("wrods", "key", "word")).get())
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void givenAPortInUseWhenStartedThenTheMessageNamesIt() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> KafkaBroker.start(folder, other.getLocalPort())).isInstanceOf(PortInUse.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()));
        }
    }

    static void createTopic(KafkaBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(WORDS.topic(), 1, (short) 1))).all().get();
        }
    }

    static KafkaProducer<String, String> producer(KafkaBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "max.block.ms", 5000),
                new StringSerializer(), new StringSerializer());
    }

    private static void send(KafkaBroker broker, String... words) throws Exception {
        try (KafkaProducer<String, String> producer = producer(broker)) {
            for (String word : words) {
                producer.send(new ProducerRecord<>(WORDS.topic(), "key", word)).get();
            }
        }
    }

    private static List<String> read(KafkaBroker broker) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(WORDS));
            consumer.seekToBeginning(List.of(WORDS));
            long end = consumer.endOffsets(List.of(WORDS)).get(WORDS);
            List<String> words = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (consumer.position(WORDS) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> words.add(found.value()));
            }
            return words;
        }
    }
}
