package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** One organization's life, from command to Kafka and to the audit log. */
class AuditAndEventsTest {

    private final World world = World.shared();
    private final Person owner = world.person();
    private Person member;
    private String org;

    @BeforeEach
    void aLife() {
        org = world.organization(owner);
        member = world.person();
        String token = world.invite(owner, org, member.email(), "read");
        member.api().post("/organization/invitations/accept", Map.of("token", token)).expect(200);
        owner.api().header("x-request-id", "change-the-role")
                .put("/organization/members", Map.of("orgId", org, "email", member.email(), "role", "admin"))
                .expect(200);
        owner.api().put("/organization", Map.of("orgId", org, "name", "Renamed", "management_email",
                "secret.address@example.test")).expect(200);
        member.api().delete("/organization/members", "orgId", org, "email", member.email()).expect(200);
    }

    @Test
    void givenALifeWhenAuditedThenOneEntryPerEventNewestFirst() {
        Answer audit = owner.api().get("/organization/audit", "orgId", org).expect(200);

        assertThat(column(audit, "action")).containsExactly("member.left", "organization.updated",
                "member.role_changed", "member.joined", "member.invited", "member.joined", "organization.created");
        assertThat(column(audit, "version")).containsExactly("7", "6", "5", "4", "3", "2", "1");
        assertThat(column(audit, "operation")).containsExactly("DELETE", "UPDATE", "UPDATE", "INSERT", "INSERT",
                "INSERT", "INSERT");
        JsonNode changed = audit.data().get(2);
        assertThat(changed.get("request_id").asString()).isEqualTo("change-the-role");
        assertThat(changed.at("/actor/type").asString()).isEqualTo("apikey");
        assertThat(changed.at("/actor/id").asString()).isEqualTo(owner.id());
        assertThat(changed.at("/actor/email").asString()).isEqualTo(owner.email());
        assertThat(changed.at("/actor/ip").asString()).contains("127.0.0.1");
        assertThat(changed.at("/target/id").asString()).isEqualTo(member.id());
        assertThat(changed.at("/changes/0/field").asString()).isEqualTo("role");
        assertThat(changed.at("/changes/0/old").asString()).isEqualTo("read");
        assertThat(changed.at("/changes/0/new").asString()).isEqualTo("admin");
        assertThat(changed.get("table_name").asString()).isEqualTo("org_users");
        assertThat(changed.get("user_id").asString()).isEqualTo(owner.id());
        assertThat(changed.get("outcome").asString()).isEqualTo("success");
    }

    @Test
    void givenFiltersWhenAuditedThenOnlyWhatMatches() {
        Api api = owner.api();
        assertThat(column(api.get("/organization/audit", "orgId", org, "action", "member.*"), "action")).hasSize(5);
        assertThat(column(api.get("/organization/audit", "orgId", org, "action",
                "organization.created,member.left"), "action")).containsExactly("member.left", "organization.created");
        assertThat(column(api.get("/organization/audit", "orgId", org, "actor", member.email()), "action"))
                .containsExactly("member.left", "member.joined");
        assertThat(column(api.get("/organization/audit", "orgId", org, "tableName", "orgs", "operation", "UPDATE"),
                "action")).containsExactly("organization.updated");
        assertThat(column(api.get("/organization/audit", "orgId", org, "target", member.id()), "action"))
                .contains("member.role_changed");
        Answer first = api.get("/organization/audit", "orgId", org, "limit", "3").expect(200);
        assertThat(first.json().get("total").asInt()).isEqualTo(7);
        Answer next = api.get("/organization/audit", "orgId", org, "limit", "3", "cursor", first.text("/next_cursor"))
                .expect(200);
        assertThat(column(next, "version")).containsExactly("4", "3", "2");
        api.get("/organization/audit", "orgId", world.organization(owner), "cursor", first.text("/next_cursor"))
                .expect(400, "invalid_cursor");
    }

    @Test
    void givenAReaderWhenAuditingThenDeniedAndAnAuditorMay() {
        world.member(org, "read").api().get("/organization/audit", "orgId", org).expect(403, "permission_denied");
        world.member(org, "auditor").api().get("/organization/audit", "orgId", org).expect(200);
        owner.api().get("/organization/audit").expect(400, "org_id_required");
    }

    @Test
    void givenALifeWhenConsumedFromKafkaThenGapFreeCloudEventsWithoutPersonalData() {
        List<ConsumerRecord<String, String>> events = Events.of(world.service.kafkaBootstrap(), org, 7);

        for (int i = 0; i < events.size(); i++) {
            ConsumerRecord<String, String> event = events.get(i);
            assertThat(Events.header(event, "ce_specversion")).isEqualTo("1.0");
            assertThat(Events.header(event, "ce_orgversion")).isEqualTo(String.valueOf(i + 1));
            assertThat(Events.header(event, "ce_subject")).isEqualTo(org);
            assertThat(Events.header(event, "content-type")).isEqualTo("application/json");
            assertThat(Events.header(event, "ce_dataschema")).endsWith(Events.header(event, "ce_type") + ".v1.json");
            assertThat(event.value() + event.headers()).doesNotContain("@").doesNotContain("Ada");
        }
        assertThat(events.stream().map(event -> Events.header(event, "ce_type"))).containsExactly(
                "organization.created",
                "member.joined", "member.invited", "member.joined", "member.role_changed", "organization.updated",
                "member.left");
        assertThat(events.stream().map(event -> Events.header(event, "ce_id")).distinct()).hasSize(7);
        assertThat(Events.header(events.get(4), "ce_requestid")).isEqualTo("change-the-role");
        assertThat(Events.header(events.get(4), "ce_actorid")).isEqualTo(owner.id());
    }
}
