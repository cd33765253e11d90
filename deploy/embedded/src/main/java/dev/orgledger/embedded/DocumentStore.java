package dev.orgledger.embedded;

import java.net.InetSocketAddress;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/**
 * A server that speaks MongoDB's protocol and keeps everything in memory: its content is rebuilt from Kafka at each start,
 * offsets included, so nothing that counts is lost with it.
 */
public final class DocumentStore implements AutoCloseable {

    private final MongoServer server;
    private final InetSocketAddress address;

    private DocumentStore(MongoServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /** Starts an empty one on a free port of the loopback address. */
    public static DocumentStore start() {
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind(FreePort.LOOPBACK, 0);
        return new DocumentStore(server, server.getLocalAddress());
    }

    /** What the driver connects with, the name of the database included. */
    public String uri() {
        return "mongodb://" + FreePort.LOOPBACK + ":" + address.getPort() + "/orgledger";
    }

    /** Stops it; the content is gone. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
