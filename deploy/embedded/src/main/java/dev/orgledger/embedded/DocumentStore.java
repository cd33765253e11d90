package dev.orgledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import de.bwaldvogel.mongo.MongoServer;

/**
 * A server that speaks MongoDB's protocol, with one file behind it. What the last moments before a {@code kill -9} wrote is
 * lost, together with the offsets that were written after it: so it is read from Kafka again, and nothing that counts is
 * lost with the whole file either.
 */
public final class DocumentStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DocumentStore.class);
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);

    private final MongoServer server;
    private final InetSocketAddress address;
    private final ScheduledExecutorService saving = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("document-file").factory());

    private DocumentStore(DocumentFile documents, int port) {
        server = new MongoServer(documents);
        server.bind(FreePort.LOOPBACK, port);
        address = server.getLocalAddress();
        saving.scheduleWithFixedDelay(() -> save(documents), BETWEEN_SAVES.toMillis(), BETWEEN_SAVES.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Starts an empty one that keeps nothing: for tests. */
    public static DocumentStore start() {
        return new DocumentStore(DocumentFile.none(), 0);
    }

    /** Starts the store of that folder on a free port, for clients that end with it; see {@link #alone(Path, int)}. */
    public static DocumentStore start(Path folder) {
        return start(folder, 0, false);
    }

    /**
     * Starts the store of that folder for clients that live on when it dies: what they write with {@code j: true} is in the file
     * when they are told so, and so is everything before it. A file that cannot be read is put aside, and an empty one takes
     * its place.
     *
     * @param folder of this store alone; made if absent
     * @param wanted the port to listen on, or 0 for any free one
     * @throws PortInUse if the port is taken
     */
    public static DocumentStore alone(Path folder, int wanted) {
        return start(folder, wanted, true);
    }

    private static DocumentStore start(Path folder, int wanted, boolean journal) {
        int port = FreePort.orAny("the document store", wanted);
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("documents.mv");
            try {
                return new DocumentStore(DocumentFile.open(file, journal), port);
            } catch (MVStoreException e) {
                log.warn("The documents cannot be read and are made anew from Kafka: {}", e.getMessage());
                Files.move(file, Files.createTempFile(folder, "unreadable", ".mv"),
                        StandardCopyOption.REPLACE_EXISTING);
                return new DocumentStore(DocumentFile.open(file, journal), port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The document store's folder cannot be used: " + folder, e);
        }
    }

    private static void save(DocumentFile documents) {
        try {
            documents.save();
        } catch (RuntimeException | Error e) {
            // A full disk, say. Nothing is lost that Kafka does not have, and the next second may do better. An error, too: the
            // timer would end without a word.
            log.error("The documents could not be written to their file", e);
        }
    }

    /** What the driver connects with, the name of the database included. */
    public String uri() {
        return "mongodb://" + FreePort.LOOPBACK + ":" + address.getPort() + "/orgledger";
    }

    /** Stops it, everything written. */
    @Override
    public void close() {
        saving.shutdown();
        // Closes the file as well.
        server.shutdownNow();
    }
}
