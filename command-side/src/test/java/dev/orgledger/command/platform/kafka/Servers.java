package dev.orgledger.command.platform.kafka;

import static org.junit.jupiter.api.extension.ExtensionContext.Namespace.GLOBAL;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

import com.zaxxer.hikari.HikariDataSource;

import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.shared.envelope.Topics;

/** A real PostgreSQL with our schema and a real Kafka, once for all tests; Kafka can be stopped, cut and started again. */
final class Servers implements AutoCloseable {

    private final Path folder;
    private final PostgresServer postgres;
    private final HikariDataSource dataSource = new HikariDataSource();
    private KafkaBroker broker;

    private Servers() throws IOException {
        folder = Files.createTempDirectory("forwarder");
        postgres = PostgresServer.start(folder.resolve("postgres"), 0);
        dataSource.setJdbcUrl(postgres.jdbcUrl());
        dataSource.setUsername(postgres.user());
        dataSource.setPassword(postgres.password());
        dataSource.setMaximumPoolSize(24);
        Flyway.configure().dataSource(dataSource).load().migrate();
        broker = KafkaBroker.start(kafkaFolder(), 0);
    }

    HikariDataSource dataSource() {
        return dataSource;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    void stopKafka() {
        broker.close();
    }

    /** Where it was before. */
    void startKafka() {
        broker = KafkaBroker.start(kafkaFolder(), broker.port());
    }

    void deleteTopics(String... names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.deleteTopics(names.length == 0 ? admin.listTopics().names().get() : List.of(names)).all()
                    .get();
        }
    }

    /**
     * As after a crash of the machine that Kafka, which must be stopped, ran on: the end of a file is gone, and so is all
     * that was derived from it.
     *
     * @param share of the file that is left
     */
    void cutEvents(int partition, double share) throws IOException {
        try (Stream<Path> files = Files.list(kafkaFolder().resolve(Topics.EVENTS + "-" + partition))) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".log")) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate((long) (channel.size() * share));
                    }
                } else if (file.toString().matches(".*(index|snapshot)")) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(kafkaFolder().resolve(".kafka_cleanshutdown"));
        Files.deleteIfExists(kafkaFolder().resolve("recovery-point-offset-checkpoint"));
    }

    @Override
    public void close() throws IOException {
        dataSource.close();
        broker.close();
        postgres.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    private Path kafkaFolder() {
        return folder.resolve("kafka");
    }

    /** Hands them to constructors; closes them after the last test. */
    static final class Provider implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Servers.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(GLOBAL).computeIfAbsent(Servers.class, key -> {
                try {
                    return new Servers();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
