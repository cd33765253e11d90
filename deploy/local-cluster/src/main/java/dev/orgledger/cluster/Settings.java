package dev.orgledger.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a cluster is started with.
 *
 * @param data its data folder; made if absent
 * @param project the project's folder, in which everything is built
 * @param port of the gateway, on the loopback address; 0 for any free one
 * @param kafkaPort of Kafka, since other services read it too; 0 for any free one
 * @param properties of both services, as Spring takes them: they win over what the cluster sets itself
 */
public record Settings(Path data, Path project, int port, int kafkaPort, Map<String, String> properties) {

    public Settings {
        properties = Map.copyOf(properties);
    }
}
