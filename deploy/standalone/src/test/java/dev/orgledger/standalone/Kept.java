package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that a process keeps outside of itself, as texts to search. */
final class Kept {

    private Kept() {
    }

    /** Every row of every table, and every event as text. */
    static List<String> rows(Path data) throws IOException, SQLException {
        String port;
        try (Stream<Path> files = Files.walk(data.resolve("postgres"), 3)) {
            port = Files.readAllLines(files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow())
                    .get(3);
        }
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "orgledger", password(data)); Statement statement = connection.createStatement()) {
            for (String table : column(statement,
                    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")) {
                rows.addAll(column(statement, "SELECT t::text FROM " + table + " t"));
            }
            rows.addAll(column(statement, "SELECT convert_from(payload, 'UTF8') || convert_from(meta_data, 'UTF8') "
                    + "FROM domain_event_entry"));
        }
        return rows;
    }

    /** Of the store, as its owner keeps it. */
    static String password(Path data) throws IOException {
        return Files.readString(data.resolve("postgres/password")).strip();
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                values.add(String.valueOf(found.getString(1)));
            }
        }
        return values;
    }

    /** Every record of every topic of this project, with its headers. */
    static List<String> records(int kafkaPort) {
        List<String> all = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith("org.")).flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Instant deadline = Instant.now().plusSeconds(20);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                assertThat(Instant.now()).as("the topics are read to their ends").isBefore(deadline);
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    all.add(record.key() + " " + record.value() + " " + Stream.of(record.headers().toArray())
                            .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                            .toList());
                }
            }
        }
        return all;
    }
}
