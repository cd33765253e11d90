package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.AuthorizationCases;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.role.AuthorizationCases.Key;
import dev.orgledger.shared.user.UserEvent.UserUpdated;

/** Every line of the cases, as records on Kafka and a check over HTTP. */
class AuthorizationCasesTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static Servers servers;
    private static DocumentStore mongo;
    private static Feed feed;
    private static World world;
    private static Running running;
    private static final Map<Case, Asked> STAGED = new HashMap<>();

    /** How a line is asked about. */
    private record Asked(String orgId, String subject, String id, String grantedBy) {}

    static List<Case> cases() {
        return AuthorizationCases.all();
    }

    @BeforeAll
    static void start() {
        servers = new Servers();
        mongo = DocumentStore.start();
        feed = new Feed(servers.kafka());
        world = new World(feed);
        running = new Running(servers.kafka(), mongo.uri());
        Person owner = world.person("Owner");
        cases().forEach(line -> STAGED.put(line, staged(line, owner)));
        running.reached(feed);
    }

    @AfterAll
    static void stop() {
        running.close();
        feed.close();
        mongo.close();
        servers.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itAnswersAsTheLineSays(Case line) {
        Asked asked = STAGED.get(line);

        assertAnswer(line, asked, running.platform().get("/authorization/check", "orgId", asked.orgId(), "permission",
                line.permission(), asked.subject(), asked.id()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itAnswersTheSameFromTheLogs(Case line) {
        Asked asked = STAGED.get(line);

        assertAnswer(line, asked, running.platform().get("/authorization/check", "orgId", asked.orgId(), "permission",
                line.permission(), asked.subject(), asked.id(), "at", Instant.now()));
    }

    private static void assertAnswer(Case line, Asked asked, Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        JsonNode data = answer.data();
        assertThat(data.path("allowed").asBoolean()).as("%s", answer).isEqualTo(line.allowed());
        assertThat(data.path("reason").asString()).isEqualTo(line.reason());
        assertThat(data.path("role").asString(""))
                .isEqualTo(line.answeredRole() == null ? "" : line.answeredRole().word());
        assertThat(data.path("granted_by_event").asString("")).isEqualTo(line.allowed() ? asked.grantedBy() : "");
    }

    private static Asked staged(Case line, Person owner) {
        String orgId = line.organization() == Fate.UNKNOWN ? Ids.organization() : world.organization(owner, "Acme");
        Person person = world.person("Ada");
        feed.event(By.platform(), new UserUpdated(person.id(), List.of("password_facts")));
        feed.facts(person.id(), new PersonFacts(line.facts().twoFactorEnabled(), line.facts().password()));
        String grantedBy = "";
        if (line.role() != null) {
            grantedBy = feed.event(By.platform(),
                    new MemberJoined(orgId, person.id(), line.role(), line.roleEnds().from(NOW), null));
        }
        if (line.organization() != Fate.UNKNOWN) {
            feed.event(owner.by(), new PolicyChanged(orgId, line.policy(), SecurityPolicy.NONE));
        }
        if (line.organization() == Fate.DELETED) {
            feed.event(owner.by(), new OrgDeleted(orgId, "Acme"));
        }
        Key key = line.key();
        if (key == null) {
            return new Asked(orgId, "userId", person.id(), grantedBy);
        }
        String keyId = world.key(person.id(), Secret.generate(Secret.Kind.API_KEY), key.ends().from(NOW),
                key.limitedTo(orgId), key.maxRole());
        if (key.cutOff()) {
            feed.event(owner.by(), new ApiKeyCutOff(orgId, keyId, person.id()));
        }
        return new Asked(orgId, "keyId", keyId, grantedBy);
    }
}
