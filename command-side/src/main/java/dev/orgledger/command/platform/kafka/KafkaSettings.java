package dev.orgledger.command.platform.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * How Kafka is reached.
 *
 * @param clientProperties given to every client as they are: security and the like
 * @param replicationFactor of the topics, where this service creates them
 */
record KafkaSettings(String bootstrapServers, Map<String, String> clientProperties, short replicationFactor) {

    /** The properties of one client: what all have in common, and its own. */
    Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(clientProperties);
        all.put("bootstrap.servers", bootstrapServers);
        // A broker that comes back is found within a second; the clients' own default waits longer after each failure.
        all.put("reconnect.backoff.max.ms", "1000");
        all.putAll(own);
        return all;
    }
}
