package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.standalone.World.Person;

/** What an operator can watch, at the end point, after traffic of its own. Others use the same service meanwhile. */
class MetricsHttpTest {

    private final World world = ConfiguredWorld.shared().world;
    private final Person owner = world.person();
    private final String org = world.organization(owner);

    @Test
    void whenACommandIsDoneThenItIsCountedWithItsTime() {
        Scrape before = Scrape.of(world);
        owner.api().put("/organization", Map.of("orgId", org, "name", "Counted")).expect(200);
        Scrape after = Scrape.of(world);

        String[] done = {"command=\"UpdateOrganization\"", "outcome=\"done\""};
        assertThat(after.sum("orgledger_commands_seconds_count", done))
                .isGreaterThan(before.sumOrZero("orgledger_commands_seconds_count", done));
        assertThat(after.sum("orgledger_commands_seconds_sum", done)).isPositive();
        assertThat(after.has("orgledger_commands_seconds_bucket", "le=\"0.05\"", done[0], done[1])).isTrue();
        assertThat(after.sum("orgledger_commands_running")).isNotNegative();
        assertThat(after.sum("orgledger_commands_waiting")).isNotNegative();
        assertThat(after.has("http_server_requests_seconds_bucket", "uri=\"/organization\"", "method=\"PUT\""))
                .isTrue();
    }

    @Test
    void whenRefusedThenCountedByCodeWhereverItWasRefused() {
        Person reader = world.member(org, "read");
        Scrape before = Scrape.of(world);
        reader.api().put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403, "permission_denied");
        reader.api().get("/organization/audit", "orgId", org).expect(403, "permission_denied");
        world.api.as(Secret.generate(Secret.Kind.API_KEY).reveal()).get("/organization").expect(401,
                "invalid_api_key");
        world.api.get("/organization").expect(401, "missing_credentials");
        world.api.as("Bearer not.a.token").get("/organization").expect(401, "invalid_token");
        owner.api().put("/organization/members", Map.of("orgId", org, "email", owner.email(), "role", "read"))
                .expect(409, "last_super_admin");
        owner.api().get("/nowhere").expect(404, "not_found");
        Scrape after = Scrape.of(world);

        Map.of("permission_denied", 2, "invalid_api_key", 1, "missing_credentials", 1, "invalid_token", 1,
                "last_super_admin", 1, "not_found", 1).forEach((code, times) -> {
                    String label = "code=\"" + code + "\"";
                    assertThat(after.sum("orgledger_refusals_total", label)
                            - before.sumOrZero("orgledger_refusals_total", label)).as(code)
                            .isGreaterThanOrEqualTo(times);
                });
        assertThat(after.sum("orgledger_commands_seconds_count", "command=\"ChangeMember\"", "outcome=\"refused\""))
                .isPositive();
        assertThat(after.sum("orgledger_command_retries_total", "reason=\"cache\"")).isPositive();
        assertThat(after.sum("orgledger_command_retries_total", "reason=\"conflict\"")).isNotNegative();
        assertThat(after.sum("orgledger_command_conflicts_total")).isNotNegative();
        assertThat(after.sum("orgledger_denials_dropped_total")).isZero();
        assertThat(after.sum("orgledger_denials_limited_total")).isNotNegative();
    }

    @Test
    void whenEverythingIsCaughtUpThenNoLag() {
        owner.api().put("/organization", Map.of("orgId", org, "name", "Followed")).expect(200);
        owner.api().get("/organization", "orgId", org).expect(200);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Scrape now = Scrape.of(world);
            assertThat(now.sum("orgledger_forwarder_leader")).isEqualTo(1);
            assertThat(now.sum("orgledger_forwarder_lag")).isZero();
            assertThat(now.sum("orgledger_forwarder_lag_seconds")).isZero();
            assertThat(now.sum("orgledger_forwarder_events_total")).isPositive();
            assertThat(now.sum("orgledger_forwarder_interruptions_total")).isNotNegative();
            for (String reader : List.of("access", "projection", "usage")) {
                String label = "reader=\"" + reader + "\"";
                assertThat(now.sum("orgledger_reader_lag", label)).as(reader).isZero();
                assertThat(now.sum("orgledger_reader_lag_seconds", label)).as(reader).isBetween(0.0, 5.0);
                assertThat(now.has("orgledger_reader_records_total", label)).isTrue();
            }
            assertThat(now.sum("orgledger_reader_records_total", "reader=\"projection\"")).isPositive();
        });
    }

    @Test
    void whenAMailWasSentThenTheQueueSaysSoAndTheBreakersAreClosed() {
        String email = world.address();
        owner.api().post("/organization/members", Map.of("orgId", org, "email", email, "role", "read")).expect(200);
        ConfiguredWorld.shared().token(email, 1);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Scrape now = Scrape.of(world);
            assertThat(now.sum("dbscheduler_task_completions_total", "task=\"invitation-mail\"", "result=\"ok\""))
                    .isPositive();
            for (String figure : List.of("waiting", "failed", "oldest_seconds")) {
                assertThat(now.sum("orgledger_agenda_" + figure, "task=\"invitation-mail\"")).isNotNegative();
            }
        });
        for (String breaker : List.of("mail", "captcha")) {
            assertThat(Scrape.of(world).sum("resilience4j_circuitbreaker_state", "name=\"" + breaker + "\"",
                    "state=\"closed\"")).as(breaker).isEqualTo(1);
        }
    }

    /** Everybody's organizations and people would be as many series. */
    @Test
    void whateverHappenedThenNoLabelNamesAnOrganizationOrAPerson() {
        owner.api().get("/organization/members", "orgId", org).expect(200);

        assertThat(Scrape.of(world).series().keySet()).isNotEmpty()
                .noneMatch(series -> series.matches(".*\\b(org|user|key|inv|wh)_[0-9a-f]{32}.*"));
    }
}
