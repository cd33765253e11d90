package dev.orgledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.test.context.DynamicPropertyRegistry;

import dev.orgledger.embedded.PostgresServer;

/** One PostgreSQL for all tests of this JVM. */
public final class TestStore {

    static final Path DATA = folder();

    private static PostgresServer server;

    private TestStore() {
    }

    /** Started by whoever comes first. */
    public static synchronized PostgresServer server() {
        if (server == null) {
            server = PostgresServer.start(DATA.resolve("postgres"), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        return server;
    }

    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> server().jdbcUrl());
        registry.add("spring.datasource.username", () -> server().user());
        registry.add("spring.datasource.password", () -> server().password());
        registry.add("orgledger.data", DATA::toString);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("orgledger-store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
