package dev.orgledger.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.orgledger.edge.Settings;
import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.embedded.PortInUse;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.service.StartRefused;

/** The servers that nobody configured outside, started at once and beside Spring, closed in order. */
final class EmbeddedServers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);

    private final Map<String, Supplier<String>> properties = new HashMap<>();
    /** In the order of closing: Kafka before PostgreSQL. */
    private final List<CompletableFuture<? extends AutoCloseable>> servers = new ArrayList<>();

    /** Begins to start what that environment does not name, and tells it where to find it. */
    EmbeddedServers(ConfigurableEnvironment environment, Path data) {
        if (!Settings.isSet(environment, "spring.kafka.bootstrap-servers")) {
            int port = environment.getProperty("orgledger.kafka.port", Integer.class, 9092);
            CompletableFuture<KafkaBroker> kafka = start("Kafka", () -> KafkaBroker.start(data.resolve("kafka"), port));
            late("spring.kafka.bootstrap-servers", kafka, KafkaBroker::bootstrapServers);
        }
        if (!Settings.isSet(environment, "spring.mongodb.uri")) {
            late("spring.mongodb.uri", start("Document store", () -> DocumentStore.start(data.resolve("documents"))),
                    DocumentStore::uri);
        }
        if (!Settings.isSet(environment, "spring.datasource.url")) {
            CompletableFuture<PostgresServer> postgres = start("PostgreSQL",
                    () -> PostgresServer.start(data.resolve("postgres"), 0));
            late("spring.datasource.url", postgres, PostgresServer::jdbcUrl);
            late("spring.datasource.username", postgres, PostgresServer::user);
            late("spring.datasource.password", postgres, PostgresServer::password);
        }
        environment.getPropertySources().addFirst(new LateProperties(properties));
    }

    /** Returns when all are up, also those that no bean asked for. */
    void await() {
        servers.forEach(EmbeddedServers::value);
    }

    @Override
    public void close() {
        for (CompletableFuture<? extends AutoCloseable> server : servers) {
            try {
                server.join().close();
            } catch (CompletionException e) {
                log.debug("Never started, so there is nothing to close", e);
            } catch (Exception e) {
                // The others are to be closed nevertheless.
                log.error("An embedded server did not stop in order", e);
            }
        }
    }

    private <T extends AutoCloseable> CompletableFuture<T> start(String name, Supplier<T> starter) {
        CompletableFuture<T> server = new CompletableFuture<>();
        // Platform threads: starting one is mostly computation and waiting for processes.
        Thread.ofPlatform().name("start " + name).start(() -> {
            long began = System.nanoTime();
            try {
                server.complete(starter.get());
                log.info("{} is up ({} ms)", name, (System.nanoTime() - began) / 1_000_000);
            } catch (Throwable e) {
                server.completeExceptionally(e);
            }
        });
        servers.add(server);
        return server;
    }

    private <T> void late(String property, CompletableFuture<T> server, Function<T, String> value) {
        properties.put(property, () -> value.apply(value(server)));
    }

    private static <T> T value(CompletableFuture<T> server) {
        try {
            return server.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof PortInUse) {
                throw new StartRefused(String.valueOf(cause.getMessage()),
                        "Stop that program, or choose another port with ORGLEDGER_KAFKA_PORT=<port>.", cause);
            }
            throw e;
        }
    }
}
