package dev.orgledger.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

import dev.orgledger.query.Feed.By;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserRegistered;

/** People and organizations that come into being as events, the way the command side makes them. */
final class World {

    private final Feed feed;

    World(Feed feed) {
        this.feed = feed;
    }

    /** A user with a key. */
    record Person(String id, String email, String keyId, Secret key) {

        By by() {
            return By.key(id, keyId);
        }
    }

    Person person(String name) {
        String id = Ids.person();
        String email = name + "." + id.substring(5, 13) + "@Example.test";
        feed.event(By.platform(), new UserRegistered(id));
        feed.person(id, new PersonRecord(email, name, "Tester", null, feed.now()));
        feed.facts(id, new PersonFacts(false, null));
        Secret secret = Secret.generate(Secret.Kind.API_KEY);
        String keyId = key(id, secret, null, null, null);
        return new Person(id, email, keyId, secret);
    }

    String key(String userId, Secret secret, Instant expiresAt, Set<String> limitedTo, Role maxRole) {
        String keyId = Ids.apiKey();
        feed.event(By.platform(), new ApiKeyCreated(keyId, userId, expiresAt,
                limitedTo == null ? null : limitedTo.stream().toList(), maxRole));
        feed.key(new InternalRecord.Key(keyId, userId, "key of " + userId, secret.hash(), feed.now(), expiresAt,
                limitedTo, maxRole, null, null));
        return keyId;
    }

    /** An organization that this person owns. */
    String organization(Person owner, String name) {
        String orgId = Ids.organization();
        Map<String, String> personal = Map.of("actor.ip", "192.0.2.7", "actor.user_agent", "curl",
                "management_email.new", owner.email());
        By by = new By(owner.by().actor(), "founding", Feed.commitments(personal));
        String created = feed.event(by, new OrgCreated(orgId, owner.id(), name, null, "https://example.test"));
        feed.contact(orgId, new ContactRecord(owner.email()));
        feed.details(created, owner.id(), personal);
        feed.event(new By(owner.by().actor(), "founding", Map.of()),
                new MemberJoined(orgId, owner.id(), Role.SUPER_ADMIN, null, null));
        return orgId;
    }

    void joins(String orgId, Person person, Role role) {
        feed.event(By.platform(), new MemberJoined(orgId, person.id(), role, null, null));
    }

    /** An invitation, and its token. */
    record Invited(String id, String personId, String email, Secret token) {}

    Invited invites(String orgId, Person by, String personId, String email, Role role, Instant until) {
        String id = Ids.invitation();
        feed.event(by.by(), new MemberInvited(orgId, id, personId, role, null, until.truncatedTo(ChronoUnit.MILLIS)));
        feed.person(personId, new PersonRecord(email, null, null, null, null));
        Secret token = Secret.generate(Secret.Kind.INVITATION);
        feed.invitation(id, new InternalRecord.Invitation(orgId, token.hash(), "Given", "Name"));
        return new Invited(id, personId, email, token);
    }
}
