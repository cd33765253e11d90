package dev.orgledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.EventTypes.EventType;

/**
 * Every event type is an entry, and the hash of its approved sample is written down: whoever changes what an entry says
 * changes the hash of every such entry there is, and every export made so far would contradict the next. A new type gets a
 * new line in {@code audit-hashes.csv}; a line that is there stays for ever.
 */
class AuditHashesTest {

    private static final Path APPROVED = Path.of("../shared-events/src/test/resources/approved");
    private static final Path HASHES = Path.of("src/test/resources/audit-hashes.csv");

    @Test
    void everyEventTypeHasOneEntryWithTheHashThatIsWrittenDown() throws IOException {
        List<String> lines = new ArrayList<>();
        for (EventType type : EventTypes.all()) {
            DomainEvent event = EventJson.read(type.name(), Files.readAllBytes(APPROVED.resolve(type.schema())));
            AuditMapping.Mapped mapped = AuditMapping.of(event);
            assertThat(mapped.target().id()).as(type.name()).isNotBlank();
            assertThat(List.of("organization", "user", "apikey", "webhook")).contains(mapped.target().type());
            lines.add(type.name() + "," + AuditChain.hash(record(type, event), mapped, "hash-of-the-entry-before"));
        }
        lines.sort(null);

        assertThat(lines).isEqualTo(Files.readAllLines(HASHES));
        assertThat(lines.stream().map(line -> line.split(",")[1]).distinct()).hasSize(EventTypes.all().size());
    }

    private static Incoming.Event record(EventType type, DomainEvent event) {
        Map<String, String> commitments = Map.of("actor.ip", "c1", "actor.user_agent", "c2", "management_email.old",
                "c3", "management_email.new", "c4", "first_name", "c5", "last_name", "c6", "name.old", "c7", "name.new",
                "c8");
        return new Incoming.Event("01938e2c-4f7a-7c31-9d52-6e0b8a1f4c77", type.name(), event, 42L, 7L,
                Instant.parse("2026-11-22T09:30:15.250Z"),
                new Actor(Actor.Type.APIKEY, "user_7d1f0c9e8b3a42d5a6c4e2f1b0d9c8a7",
                        "key_a1b2c3d4e5f60718293a4b5c6d7e8f90"),
                "request-1", type.name().startsWith("organization.deleted") ? Map.of() : commitments,
                new String(EventJson.write(event), StandardCharsets.UTF_8),
                // No hash covers it.
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }
}
