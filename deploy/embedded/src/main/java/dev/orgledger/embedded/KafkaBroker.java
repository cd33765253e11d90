package dev.orgledger.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * A real Kafka in this JVM: one node, broker and controller at once (KRaft), on the loopback address alone. Nothing expires
 * that a topic does not let expire, and no topic comes into being by a misspelt name. After a {@code kill -9} every
 * acknowledged record is there.
 */
public final class KafkaBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker of that folder and returns when it serves.
     *
     * @param folder of this broker alone; made if absent
     * @param port to listen on, or 0 for any free one
     * @throws PortInUse if the port is taken
     * @throws IllegalStateException if it does not start
     */
    public static KafkaBroker start(Path folder, int port) {
        int broker = FreePort.orAny("Kafka", port);
        int controller = FreePort.orAny("Kafka's controller", 0);
        try {
            Files.createDirectories(folder);
            if (!Files.exists(folder.resolve("meta.properties"))) {
                format(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException("Kafka's folder cannot be prepared in " + folder + ": " + e.getMessage(),
                    e);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings(folder, broker, controller), false),
                Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, broker);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** What a client takes for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return FreePort.LOOPBACK + ":" + port;
    }

    /** Stops it in order, everything written. Does nothing the second time. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setClusterId(Uuid.randomUuid().toString());
        formatter.setNodeId(1);
        formatter.addDirectory(folder.toString());
        formatter.setMetadataLogDirectory(folder.toString());
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setIgnoreFormatted(true);
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        formatter.run();
    }

    private static Map<String, String> settings(Path folder, int broker, int controller) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + FreePort.LOOPBACK + ":" + controller);
        settings.put("listeners", "CLIENTS://" + FreePort.LOOPBACK + ":" + broker + ",CONTROLLER://" + FreePort.LOOPBACK
                + ":" + controller);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", folder.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", "-1");
        // Only what lies behind the last finished segment is read again after a kill -9.
        settings.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        settings.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        // One node has nobody to copy to.
        for (String topic : new String[]{"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // Sized for a laptop: quick to start and to notice, small in memory.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "250");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        return settings;
    }
}
