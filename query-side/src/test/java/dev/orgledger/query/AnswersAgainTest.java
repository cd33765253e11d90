package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import dev.orgledger.query.World.Invited;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserErased;
import dev.orgledger.shared.user.UserEvent.UserUpdated;

/** Answers that are kept say what was changed since, whatever it was, and are given again where nothing was. */
class AnswersAgainTest extends ReadsFixture {

    private static final Instant UNTIL = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

    private static String members(Person caller, String org) {
        return as(caller).get("/organization/members", "orgId", org).response().body();
    }

    private static String organization(Person caller, String org) {
        return as(caller).get("/organization", "orgId", org).response().body();
    }

    @Test
    void givenAnOrganizationThatIsReadWhenItChangesThenTheNextReadSaysSo() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        assertThat(organization(ada, org)).contains("\"Acme\"").isEqualTo(organization(ada, org));

        feed.event(ada.by(), new OrgUpdated(org, List.of("name"), "Zenith", null, null, "Acme", null, null));
        assertThat(organization(ada, org)).contains("\"Zenith\"").doesNotContain("Acme");

        feed.event(ada.by(),
                new OrgUpdated(org, List.of("management_email"), "Zenith", null, null, "Zenith", null, null));
        feed.contact(org, new ContactRecord("office@example.test"));
        assertThat(organization(ada, org)).contains("office@example.test");

        feed.event(ada.by(),
                new OrgUpdated(org, List.of("management_email"), "Zenith", null, null, "Zenith", null, null));
        feed.tombstone(Topics.PERSONS, org);
        assertThat(organization(ada, org)).contains("\"management_email\":null");
    }

    @Test
    void givenMembersThatAreReadWhenOneOfThemChangesThenTheNextReadSaysSo() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        world.joins(org, bob, Role.READ);
        assertThat(members(ada, org)).contains("\"role\":\"read\"").isEqualTo(members(ada, org));

        feed.event(ada.by(), new RoleChanged(org, bob.id(), Role.WRITE, null, Role.READ, null, null));
        assertThat(members(ada, org)).contains("\"role\":\"write\"").doesNotContain("\"role\":\"read\"");

        feed.event(bob.by(), new UserUpdated(bob.id(), List.of("email", "first_name")));
        feed.person(bob.id(), new PersonRecord("robert@example.test", "Robert", "Tester", null, feed.now()));
        assertThat(members(ada, org)).contains("robert@example.test").doesNotContain(bob.email());

        feed.event(ada.by(), new RoleChanged(org, bob.id(), Role.SUPER_ADMIN, null, Role.WRITE, null, null));
        feed.event(ada.by(), new OwnershipTransferred(org, bob.id(), ada.id()));
        var after = as(ada).get("/organization/members", "orgId", org);
        assertThat(after.column("is_owner")).as("%s", after).containsExactly("false", "true");

        feed.event(bob.by(), new UserErased(bob.id()));
        feed.tombstone(Topics.PERSONS, bob.id());
        assertThat(members(ada, org)).doesNotContain("Robert");
    }

    @Test
    void givenInvitationsThatAreReadWhenTheyChangeThenTheNextReadSaysSo() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        Invited invited = world.invites(org, ada, Ids.person(), "new@example.test", Role.READ, UNTIL);
        assertThat(members(ada, org)).contains("\"Given\"").isEqualTo(members(ada, org));

        feed.event(ada.by(), new InvitationResent(org, invited.id(), invited.personId(), 2, UNTIL, UNTIL));
        feed.invitation(invited.id(), new InternalRecord.Invitation(org, invited.token().hash(), "Other", "Name"));
        assertThat(members(ada, org)).contains("\"Other\"").doesNotContain("\"Given\"");

        feed.event(ada.by(), new InvitationRevoked(org, invited.id(), invited.personId()));
        assertThat(members(ada, org)).doesNotContain("new@example.test");
    }

    @Test
    void givenAnInvitationThatLapsesWithoutAnEventWhenReadAgainThenItIsGone() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        // Time enough to be read once on a busy machine; by the clock of the service, which nobody can move.
        Instant until = Instant.now().plusSeconds(5);
        world.invites(org, ada, Ids.person(), "new@example.test", Role.READ, until);
        assertThat(members(ada, org)).contains("new@example.test");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !members(ada, org).contains("new@example.test"));

        assertThat(Instant.now()).isAfter(until);
    }

    @Test
    void givenNothingHappensToAnOrganizationWhenReadThenItComesFromMemory() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        String first = members(ada, org);
        Person other = world.person("Eve");
        feed.event(other.by(), new OrgUpdated(world.organization(other, "Other"), List.of("name"), "Another", null,
                null, "Other", null, null));
        double fromMemory = answers("memory");
        double fromDocuments = answers("documents");

        assertThat(members(ada, org)).isEqualTo(first);

        assertThat(answers("memory")).isEqualTo(fromMemory + 1);
        assertThat(answers("documents")).isEqualTo(fromDocuments);
    }

    /** A member's new name is no event of the organization: the version, which is the tag, stays. */
    @Test
    void givenAReadOnlyIfTheTagIsAnotherWhenNothingElseTellsOfAChangeThenTheWholeAnswer() throws Exception {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        String tag = as(ada).get("/organization/members", "orgId", org).header("etag");
        feed.event(ada.by(), new UserUpdated(ada.id(), List.of("first_name")));
        feed.person(ada.id(), new PersonRecord(ada.email(), "Augusta", "Tester", null, feed.now()));
        String position = as(ada).position();

        for (String path : List.of("/organization", "/organization/members", "/organization/audit")) {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(running.base() + path + "?orgId=" + org))
                            .header("authorization", ada.key().reveal()).header("x-min-position", position)
                            .header("if-none-match", tag).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("etag")).as(path).hasValue(tag);
            assertThat(answer.body()).as(path).contains(path.endsWith("members") ? "Augusta" : org);
        }
    }

    private static double answers(String from) {
        return running.bean(MeterRegistry.class).get("orgledger.answers").tag("from", from).functionCounter().count();
    }
}
