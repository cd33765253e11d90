package dev.orgledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.Verdict.Valid;
import dev.orgledger.shared.audit.Verifier;
import dev.orgledger.standalone.World.Person;

/** A log that proves itself, of which somebody is forgotten: the proof holds as before, and the person is in it no more. */
class ErasedInTheLogHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();
    private final String org = world.organization(owner);
    private final Person zoe = world.member(org, "write");

    @Test
    void givenAMemberWhenErasedThenBothExportsAreValidWithTheSameHashesAndTheNewOneNamesNobody() throws IOException {
        zoe.api().put("/organization", Map.of("orgId", org, "name", "Not mine to name")).expect(403);
        await().atMost(Duration.ofSeconds(10)).until(
                () -> !owner.api().get("/organization/audit", "orgId", org, "outcome", "denied").data().isEmpty());
        Instant then = Instant.now();
        String before = export();
        assertThat(before).contains(zoe.email(), "access.denied");

        zoe.api().delete("/user").expect(200);
        // Where a refused attempt came from goes by a topic of its own, which no position covers.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(denied().at("/actor/ip").isNull()).isTrue());
        String after = export();

        assertThat(after).doesNotContain(zoe.email()).contains("erased user", "access.denied");
        assertThat(valid(before).count()).isEqualTo(3);
        assertThat(valid(after).count()).isEqualTo(4);
        assertThat(hashes(after).subList(0, 3)).isEqualTo(hashes(before).subList(0, 3));
        JsonNode past = owner.api().get("/organization/members", "orgId", org, "at", then.toString()).expect(200)
                .data();
        assertThat(past.valueStream().map(member -> member.path("uid").asString())).contains(zoe.id());
        assertThat(past.toString()).doesNotContain(zoe.email()).contains("erased user");
        assertThat(owner.api().get("/organization/audit/access", "orgId", org, "at", then.toString()).expect(200).json()
                .toString()).contains(zoe.id()).doesNotContain(zoe.email());
    }

    private JsonNode denied() {
        return owner.api().get("/organization/audit", "orgId", org, "outcome", "denied").data().get(0);
    }

    private String export() {
        return owner.api().text("/organization/audit/export", "orgId", org);
    }

    private Valid valid(String export) throws IOException {
        List<AuditKey> keys = world.api.get("/audit/keys").data().valueStream()
                .map(key -> AuditKey.parse(key.path("public_key").asString())).toList();
        return (Valid) Verifier.verify(new ByteArrayInputStream(export.getBytes(UTF_8)), keys);
    }

    private static List<String> hashes(String export) {
        return export.lines().map(Api.JSON::readTree).filter(line -> line.path("version").isNumber())
                .map(line -> line.path("hash").asString()).toList();
    }
}
