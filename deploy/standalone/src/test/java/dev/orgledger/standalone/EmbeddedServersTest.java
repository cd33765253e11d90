package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class EmbeddedServersTest {

    /** As an unset variable of a container may leave it. */
    @Test
    void givenAnEmptyAddressWhenStartedThenThatServerIsStartedAndOthersAreNot(@TempDir Path data) {
        MockEnvironment environment = new MockEnvironment().withProperty("spring.mongodb.uri", "")
                .withProperty("spring.kafka.bootstrap-servers", "kafka:9092")
                .withProperty("spring.datasource.url", "jdbc:postgresql://db/orgledger");
        try (EmbeddedServers servers = new EmbeddedServers(environment, data)) {
            servers.await();

            assertThat(environment.getProperty("spring.mongodb.uri")).startsWith("mongodb://127.0.0.1:");
            assertThat(environment.getProperty("spring.kafka.bootstrap-servers")).isEqualTo("kafka:9092");
            assertThat(data).isDirectoryContaining("glob:**/documents").isDirectoryNotContaining("glob:**/kafka");
        }
    }
}
