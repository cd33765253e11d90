package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** What members tried and may not: one entry of the log each, whichever side refused, and one record on Kafka. */
class DeniedAttemptsHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();
    private final String org = world.organization(owner);
    private final Person member = world.member(org, "write");

    private List<JsonNode> denied(int expected) {
        Answer found = await().atMost(Duration.ofSeconds(20)).until(
                () -> owner.api().get("/organization/audit", "orgId", org, "outcome", "denied").expect(200),
                answer -> answer.data().size() >= expected && answer.data().valueStream()
                        .noneMatch(entry -> entry.at("/actor/ip").isNull()));
        assertThat(found.data()).hasSize(expected);
        return found.data().valueStream().toList();
    }

    private String version() {
        return owner.api().get("/organization", "orgId", org).expect(200).header("x-org-version");
    }

    @Test
    void givenACommandAndAReadOfAMemberWhenRefusedThenOneEntryEachWithTheRightAndTheAddress() {
        String before = version();
        member.api().header("x-request-id", "refused-command").header("user-agent", "curl/8.9")
                .put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403, "permission_denied");
        member.api().header("x-request-id", "refused-read").get("/organization/audit", "orgId", org)
                .expect(403, "permission_denied");

        List<JsonNode> entries = denied(2);

        JsonNode read = entries.get(0);
        assertThat(read.at("/request_id").asString()).isEqualTo("refused-read");
        assertThat(read.at("/denied/permission").asString()).isEqualTo("org.read_audit");
        assertThat(read.at("/denied/method").asString()).isEqualTo("GET");
        JsonNode command = entries.get(1);
        assertThat(command.at("/request_id").asString()).isEqualTo("refused-command");
        assertThat(command.at("/denied")).isEqualTo(Api.JSON.readTree("""
                {"code":"permission_denied","permission":"org.update_settings","required_role":"admin",
                 "your_role":"write","missing":null,"method":"PUT","path":"/organization"}"""));
        assertThat(command.at("/actor/id").asString()).isEqualTo(member.id());
        assertThat(command.at("/actor/email").asString()).isEqualTo(member.email());
        assertThat(command.at("/actor/ip").asString()).isEqualTo("127.0.0.1");
        assertThat(command.at("/actor/user_agent").asString()).isEqualTo("curl/8.9");
        assertThat(command.at("/version").isNull()).isTrue();
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void givenWhatIsNoAttemptOfAMemberThenNoEntry() {
        Person stranger = world.person();
        stranger.api().put("/organization", Map.of("orgId", org, "name", "Mine")).expect(404);
        stranger.api().get("/organization/audit", "orgId", org).expect(404);
        assertThat(member.api().get("/authorization/check", "orgId", org, "permission", "org.delete").expect(200)
                .data().path("allowed").asBoolean()).isFalse();
        member.api().get("/authorization/check", "orgId", org, "permission", "org.read", "userId", owner.id())
                .expect(403);
        owner.api().put("/organization", Map.of("orgId", org, "name", "")).expect(400);
        owner.api().delete("/organization/members", "orgId", org, "email", owner.email()).expect(409);
        world.platform.put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403);
        world.api.as("olk_wrong").get("/organization/audit", "orgId", org).expect(401);
        member.api().delete("/organization", "orgId", org).expect(403);

        assertThat(denied(1).getFirst().at("/denied/permission").asString()).isEqualTo("org.delete");
    }

    @Test
    void givenARefusalThatIsAskedForAgainByItsKeyThenOneEntry() {
        Api keyed = member.api().header("idempotency-key", "the-same");
        for (int i = 0; i < 3; i++) {
            keyed.put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403, "permission_denied");
        }
        member.api().delete("/organization", "orgId", org).expect(403);

        assertThat(denied(2)).extracting(entry -> entry.at("/denied/method").asString()).containsExactly("DELETE",
                "PUT");
    }

    @Test
    void givenATryOutWithoutTheRightThenOneEntryAndNothingStored() {
        Person admin = world.member(org, "admin");
        String before = version();
        admin.api().put("/organization/security", Map.of("orgId", org, "enforcing_2fa", true, "dry_run", true))
                .expect(403, "permission_denied");

        JsonNode entry = denied(1).getFirst();

        assertThat(entry.at("/denied/permission").asString()).isEqualTo("org.update_security");
        assertThat(entry.at("/denied/required_role").asString()).isEqualTo("super_admin");
        assertThat(entry.at("/denied/your_role").asString()).isEqualTo("admin");
        assertThat(version()).isEqualTo(before);
        assertThat(owner.api().get("/organization/security", "orgId", org).data().path("enforcing_2fa").asBoolean())
                .isFalse();
    }

    @Test
    void givenAPolicyAndKeysThatEndWhenNotMetThenEntriesThatSayWhatIsMissing() {
        world.platform.put("/user", Map.of("userId", owner.id(), "two_factor_enabled", true)).expect(200);
        String ending = world.platform.post("/apikey", Map.of("name", "ending", "userId", owner.id(), "expires_at",
                Instant.now().plus(Duration.ofDays(7)).toString())).expect(200).text("/key");
        Api asOwner = world.api.as(ending);
        asOwner.put("/organization/security", Map.of("orgId", org, "enforcing_2fa", true)).expect(200);
        member.api().get("/organization", "orgId", org).expect(403, "security_policy_not_met");
        member.api().put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403, "security_policy_not_met");
        assertThat(denied(2)).allSatisfy(entry -> {
            assertThat(entry.at("/denied/missing").toString()).isEqualTo("[\"two_factor\"]");
            assertThat(entry.at("/denied/permission").isNull()).isTrue();
        });

        asOwner.put("/organization/security", Map.of("orgId", org, "enforcing_2fa", false,
                "require_apikey_expiration", true)).expect(200);
        member.api().get("/organization", "orgId", org).expect(401, "org_requires_expiring_key");
        member.api().put("/organization", Map.of("orgId", org, "name", "Mine"))
                .expect(401, "org_requires_expiring_key");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(asOwner.get("/organization/audit", "orgId", org, "actor", member.id(), "outcome",
                        "denied").expect(200).data().valueStream().map(entry -> entry.at("/denied/code").asString()))
                        .containsExactly("org_requires_expiring_key", "org_requires_expiring_key",
                                "security_policy_not_met", "security_policy_not_met"));
    }

    @Test
    void givenAMemberWhoTriesOnAndOnThenTheLogIsNotFlooded() {
        for (int i = 0; i < 75; i++) {
            member.api().get("/organization/audit", "orgId", org).expect(403);
        }
        Person other = world.member(org, "read");
        other.api().get("/organization/audit", "orgId", org).expect(403);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(column(owner.api().get(
                "/organization/audit", "orgId", org, "outcome", "denied", "actor", other.id()), "action")).hasSize(1));
        assertThat(owner.api().get("/organization/audit", "orgId", org, "outcome", "denied", "actor", member.id())
                .json().path("total").asInt()).isEqualTo(60);
    }

    @Test
    void givenAttemptsWhenConsumedFromKafkaThenCloudEventsWithoutPersonalData() {
        member.api().header("x-request-id", "on-kafka").header("user-agent", "curl/8.9")
                .put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403);
        JsonNode entry = denied(1).getFirst();

        List<ConsumerRecord<String, String>> records = Events.of("org.security.v1", world.service.kafkaBootstrap(),
                org, 1);

        assertThat(records).hasSize(1);
        ConsumerRecord<String, String> record = records.getFirst();
        assertThat(Events.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Events.header(record, "ce_id")).isEqualTo(entry.path("id").asString());
        assertThat(Events.header(record, "ce_type")).isEqualTo("access.denied");
        assertThat(Events.header(record, "ce_source")).isEqualTo("/orgledger");
        assertThat(Events.header(record, "ce_subject")).isEqualTo(org);
        assertThat(Events.header(record, "ce_actorid")).isEqualTo(member.id());
        assertThat(Events.header(record, "ce_requestid")).isEqualTo("on-kafka");
        assertThat(Events.header(record, "ce_dataschema")).endsWith("/access.denied.v1.json");
        assertThat(Events.header(record, "content-type")).isEqualTo("application/json");
        assertThat(Instant.parse(Events.header(record, "ce_time"))).isEqualTo(entry.path("created_at").asString());
        assertThat(Api.JSON.readTree(record.value()).propertyNames()).containsExactlyInAnyOrder("id", "org_id",
                "after_version", "method", "path", "code", "permission", "required_role", "your_role");
        StringBuilder headers = new StringBuilder();
        record.headers().forEach(header -> headers.append(header.key()).append('=')
                .append(new String(header.value(), java.nio.charset.StandardCharsets.UTF_8)).append('\n'));
        assertThat(record.value() + headers).doesNotContain("@").doesNotContain("Ada").doesNotContain("127.0.0.1")
                .doesNotContain("curl").doesNotContain("Mine");
    }
}
