package dev.orgledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.Verdict;
import dev.orgledger.shared.audit.Verdict.Invalid;
import dev.orgledger.shared.audit.Verdict.Valid;
import dev.orgledger.shared.audit.Verifier;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** The log as a file, with the commitments and salts that the command side makes. */
class AuditExportHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();
    private final String org = owner.api().post("/organization", Map.of("name", "Acme", "management_email",
            "office@example.test")).expect(200).text("/id");

    @Test
    void givenALifeWhenExportedThenValidWithEveryPersonalValueProven() throws IOException {
        String invited = world.address();
        owner.api().post("/organization/members", Map.of("orgId", org, "email", invited, "role", "read", "first_name",
                "Grace", "last_name", "Hopper")).expect(200);
        owner.api().put("/organization", Map.of("orgId", org, "name", "=1+1", "management_email",
                "new.office@example.test")).expect(200);
        owner.api().put("/organization/members", Map.of("orgId", org, "email", invited, "role", "write")).expect(200);
        Person member = world.member(org, "admin");
        member.api().delete("/organization/members", "orgId", org, "email", member.email()).expect(200);

        String export = owner.api().get("/organization/audit/export", "orgId", org).expect(200).response().body();

        assertThat(verify(export)).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.orgId()).isEqualTo(org);
            assertThat(valid.entries()).isEqualTo(valid.count()).isEqualTo(7);
        });
        List<JsonNode> entries = export.lines().limit(7).map(Api.JSON::readTree).toList();
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.get("salts").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(entry.get("commitments").propertyNames());
            assertThat(entry.at("/actor/ip").asString()).isNotBlank();
        });
        assertThat(entries.get(2).get("changed_fields").toString()).contains("first_name", "last_name");
        assertThat(entries.get(2).get("new_record").toString()).contains("Grace", "Hopper");
        assertThat(verify(export.replaceFirst("Grace", "Gracx"))).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.version()).isEqualTo(3));
        JsonNode log = owner.api().get("/organization/audit", "orgId", org).expect(200).data();
        assertThat(log.get(0).get("hash")).isEqualTo(entries.get(6).get("hash"));
    }

    @Test
    void givenAFilterAndACsvWhenExportedThenServedAsFiles() {
        Answer filtered = owner.api().get("/organization/audit/export", "orgId", org, "action", "member.joined")
                .expect(200);
        assertThat(verify(filtered.response().body())).isInstanceOfSatisfying(Valid.class,
                valid -> assertThat(valid.leftOut()).isEqualTo(1));
        assertThat(filtered.header("content-type")).startsWith("application/jsonl");
        assertThat(filtered.header("content-disposition")).contains("audit-" + org + ".jsonl");
        assertThat(filtered.header("x-org-version")).isEqualTo("2");
        Answer csv = owner.api().get("/organization/audit/export", "orgId", org, "format", "csv").expect(200);
        assertThat(csv.header("content-type")).startsWith("text/csv");
        assertThat(csv.response().body().split("\r\n")).hasSize(3);
        owner.api().get("/organization/audit/export", "orgId", org, "cursor", "x").expect(400, "invalid_cursor");
        owner.api().get("/organization/audit/export", "orgId", org, "format", "xml").expect(400, "invalid_parameter");
        world.member(org, "read").api().get("/organization/audit/proof", "orgId", org).expect(403,
                "permission_denied");
        world.person().api().get("/organization/audit/export", "orgId", org).expect(404, "organization_not_found");
        world.platform.get("/organization/audit/proof", "orgId", org).expect(200);
    }

    private Verdict verify(String export) {
        List<AuditKey> keys = world.api.get("/audit/keys").expect(200).data().valueStream()
                .map(key -> AuditKey.parse(key.get("public_key").asString())).toList();
        try {
            return Verifier.verify(new ByteArrayInputStream(export.getBytes(UTF_8)), keys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
