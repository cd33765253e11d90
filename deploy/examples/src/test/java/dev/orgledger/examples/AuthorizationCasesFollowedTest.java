package dev.orgledger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.examples.Stages.Stage;
import dev.orgledger.shared.role.AuthorizationCases;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Role;

/**
 * Every line of the cases in a running service, decided by another one that only follows {@code org.state.v1} and by one that
 * asks: word for word what the service's own check answers, down to the event that granted the role.
 */
class AuthorizationCasesFollowedTest {

    private static final Orgledger ORGLEDGER = Orgledger.running();

    private static AccessFollower follower;
    private static CheckClient client;
    private static Stages stages;

    static List<Case> cases() {
        return AuthorizationCases.all();
    }

    @BeforeAll
    static void stage() throws InterruptedException {
        // It follows while half of what there is comes to be.
        stages = new Stages(ORGLEDGER);
        List<Case> lines = cases();
        lines.subList(0, lines.size() / 2).forEach(stages::of);
        follower = AccessFollower.start(ORGLEDGER.kafka(), Clock.systemUTC());
        client = new CheckClient(ORGLEDGER.address(), Orgledger.CHECK_KEY);
        lines.forEach(stages::of);
        Instant staged = Instant.now();
        await().atMost(Stages.SHORT.multipliedBy(3)).until(() -> Instant.now().isAfter(staged.plus(Stages.SHORT)));
        // Answers with all of it, so all of it is on the topic.
        ORGLEDGER.check("org_1", "userId", "user_1", "org.read");
        assertThat(follower.await(Instant.now(), Duration.ofSeconds(20))).isTrue();
    }

    @AfterAll
    static void stop() {
        if (follower != null) {
            follower.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whoFollowsAndWhoAsksDecideAsTheServiceDoes(Case line) throws Exception {
        Stage stage = stages.of(line);
        String keyId = stage.keyId();
        JsonNode check = keyId == null
                ? ORGLEDGER.check(stage.orgId(), "userId", stage.userId(), line.permission())
                : ORGLEDGER.check(stage.orgId(), "keyId", keyId, line.permission());
        Decision followed = keyId == null
                ? follower.decideForUser(stage.orgId(), stage.userId(), line.permission())
                : follower.decideForKey(stage.orgId(), keyId, line.permission());
        Decision asked = keyId == null
                ? client.decideForUser(stage.orgId(), stage.userId(), line.permission())
                : client.decideForKey(stage.orgId(), keyId, line.permission());

        String answered = answer(check.path("allowed").asBoolean(), text(check, "reason"), text(check, "role"),
                text(check, "granted_by_event"));
        assertThat(answer(followed)).isEqualTo(answered);
        assertThat(answer(asked)).isEqualTo(answered);
        assertThat(answered).startsWith((line.allowed() ? "allowed, " : "denied, ") + line.reason());
        if (keyId == null) {
            assertThat(client.permissions(stage.orgId(), stage.userId()).allows(line.permission()))
                    .isEqualTo(line.allowed());
        }
    }

    private static String answer(Decision decision) {
        return switch (decision) {
            case Allowed(Role role, String event) -> answer(true, "role", role.word(), event);
            case Denied(Decision.Reason reason, Role role) ->
                answer(false, reason.word(), role == null ? "" : role.word(), "");
        };
    }

    private static String answer(boolean allowed, String reason, String role, String event) {
        return (allowed ? "allowed, " : "denied, ") + reason + ", role " + role + ", granted by " + event;
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).asString("");
    }
}
