package dev.orgledger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.examples.AccessFollower.KnowledgeTooOld;
import dev.orgledger.examples.Orgledger.Person;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Role;

/** What a follower learns while it follows, and when it does not decide. */
class AccessFollowerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Orgledger orgledger = Orgledger.running();
    private final Person owner = orgledger.person("Ada");
    private final String org = orgledger.organization(owner);

    @Test
    void givenAMemberWhenRemovedThenNotAllowedAnyMore() throws InterruptedException {
        Person member = member(Role.WRITE);
        try (AccessFollower follower = follower(Clock.systemUTC())) {
            assertThat(follower.decideForUser(org, member.id(), "org.read").allowed()).isTrue();

            orgledger.removeMember(org, member.email(), owner);

            await().atMost(PATIENCE).until(() -> !follower.decideForUser(org, member.id(), "org.read").allowed());
            assertThat(follower.decideForUser(org, member.id(), "org.read"))
                    .isEqualTo(new Denied(Reason.NOT_A_MEMBER, null));
            orgledger.deleteOrganization(org, owner);
            await().atMost(PATIENCE).until(() -> follower.decideForUser(org, owner.id(), "org.read")
                    .equals(new Denied(Reason.ORGANIZATION_DELETED, null)));
        }
    }

    @Test
    void givenNobodyListensWhenAskedThenNoDecision() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (AccessFollower follower = AccessFollower.start(Map.of("bootstrap.servers", "127.0.0.1:" + port),
                Clock.systemUTC())) {
            assertThatThrownBy(() -> follower.decideForUser(org, owner.id(), "org.read"))
                    .isInstanceOf(KnowledgeTooOld.class);
            assertThat(follower.await(Instant.now(), Duration.ofMillis(100))).isFalse();
        }
    }

    @Test
    void givenOneThatHasLostTouchWhenItsKnowledgeIsOldThenNoDecision() throws InterruptedException {
        Clock[] clock = {Clock.systemUTC()};
        AccessFollower follower = follower(new Clock() {
            @Override
            public Instant instant() {
                return clock[0].instant();
            }

            @Override
            public java.time.ZoneId getZone() {
                return clock[0].getZone();
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        });
        follower.close();
        assertThat(follower.decideForUser(org, owner.id(), "org.read").allowed()).isTrue();

        clock[0] = Clock.offset(clock[0], Duration.ofSeconds(31));

        assertThatThrownBy(() -> follower.decideForUser(org, owner.id(), "org.read"))
                .isInstanceOf(KnowledgeTooOld.class);
    }

    @Test
    void givenTheCommandOfTheReadmeWhenRunThenItPrintsTheDecision() throws InterruptedException {
        Person member = member(Role.READ);
        String keyId = orgledger.key(member.id(), Map.of("max_role", "read")).at("/id").asString();
        onTheTopic();

        assertThat(printed(0, org, member.id(), "org.read")).startsWith("allowed as read, granted by event ");
        assertThat(printed(1, org, keyId, "org.delete")).isEqualTo("denied: role_lacks_permission, as read");
        assertThat(printed(1, org, "user_unknown", "org.read")).isEqualTo("denied: not_a_member");
        assertThat(printed(2, org)).startsWith("usage");
    }

    private Person member(Role role) {
        Person person = orgledger.person("Grace");
        orgledger.join(org, person.email(), role, null);
        return person;
    }

    /** Answers with all that was done, so all of it is on the topic. */
    private void onTheTopic() {
        orgledger.check(org, "userId", owner.id(), "org.read");
    }

    private AccessFollower follower(Clock clock) throws InterruptedException {
        onTheTopic();
        AccessFollower follower = AccessFollower.start(orgledger.kafka(), clock);
        assertThat(follower.await(Instant.now(), PATIENCE)).isTrue();
        return follower;
    }

    private String printed(int code, String... question) throws InterruptedException {
        String[] arguments = new String[question.length + 1];
        arguments[0] = String.valueOf(orgledger.kafka().get("bootstrap.servers"));
        System.arraycopy(question, 0, arguments, 1, question.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(DecisionService.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments)).isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
