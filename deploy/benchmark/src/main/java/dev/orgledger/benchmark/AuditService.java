package dev.orgledger.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import com.mongodb.client.MongoDatabase;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.authorization.AccessReader;
import dev.orgledger.query.platform.kafka.Progress;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.ProjectionReader;

/** A query side in this process, on a document store with a file. */
final class AuditService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final DocumentStore store;
    private final ConfigurableApplicationContext context;
    private final long started;

    private AuditService(DocumentStore store, ConfigurableApplicationContext context, long started) {
        this.store = store;
        this.context = context;
        this.started = started;
    }

    static AuditService start(Path data, String kafka) {
        DocumentStore store = DocumentStore.start(data.resolve("documents"));
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(AuditApplication.class).run(
                    "--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
                    "--spring.kafka.bootstrap-servers=" + kafka, "--spring.mongodb.uri=" + store.uri(),
                    "--orgledger.data=" + data,
                    // There is one sign of life from the command side, and then no more.
                    "--orgledger.max-staleness=1h");
            return new AuditService(store, context, System.nanoTime());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** Waits until everything up to that position is in the documents; how long it took since the start. */
    Duration awaitProjected(long position) {
        await(bean(ProjectionReader.class).progress(), position);
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        await(bean(AccessReader.class).progress(), position);
        return taken;
    }

    private static void await(Progress progress, long position) {
        if (!progress.awaitPosition(position, PATIENCE)) {
            throw new IllegalStateException("not caught up after " + PATIENCE.toMinutes() + " minutes");
        }
    }

    /** Waits until no more snapshots come, and no more entries: those are made behind everything that tells of progress. */
    void awaitQuiet() throws InterruptedException {
        long before = -1;
        long now = documents();
        for (int looked = 0; now != before && looked < 100; looked++) {
            Thread.sleep(QUIET);
            before = now;
            now = documents();
        }
    }

    /** Estimated, since the embedded store holds every document that it counts. */
    private long documents() {
        MongoDatabase database = bean(MongoDatabase.class);
        return database.getCollection(Collections.HISTORY).estimatedDocumentCount()
                + database.getCollection(Collections.AUDIT).estimatedDocumentCount();
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }
}
