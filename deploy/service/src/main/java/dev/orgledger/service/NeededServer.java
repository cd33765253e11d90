package dev.orgledger.service;

import java.util.List;
import java.util.Locale;

import org.springframework.core.env.Environment;

import dev.orgledger.edge.Settings;

/**
 * A server that a process cannot do without and does not bring with it.
 *
 * @param name for the person at the terminal
 * @param property that says where it is
 */
public record NeededServer(String name, String property) {

    /** The event store. */
    public static final NeededServer POSTGRESQL = new NeededServer("PostgreSQL", "spring.datasource.url");
    /** The topics. */
    public static final NeededServer KAFKA = new NeededServer("Kafka", "spring.kafka.bootstrap-servers");
    /** The documents. */
    public static final NeededServer DOCUMENT_STORE = new NeededServer("a MongoDB-compatible server",
            "spring.mongodb.uri");

    /**
     * Nothing, where all of them are named in that environment.
     *
     * @throws StartRefused naming each that is not
     */
    static void require(List<NeededServer> needed, Environment environment) {
        List<NeededServer> missing = needed.stream().filter(server -> !Settings.isSet(environment, server.property()))
                .toList();
        if (!missing.isEmpty()) {
            throw new StartRefused(
                    "Nothing says where these are: "
                            + String.join(", ", missing.stream().map(NeededServer::name).toList()) + ".",
                    "Set " + String.join(", ", missing.stream().map(NeededServer::variable).toList())
                            + ". Whoever wants everything in one process runs deploy/up instead.",
                    null);
        }
    }

    private String variable() {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
