package dev.orgledger.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.state.StateRecord;
import dev.orgledger.shared.user.UserEvent.UserRegistered;

/**
 * What happened in many organizations, in one of them a fifth of it all. The same again for the same number of entries, but
 * for the secret of the one key that is used.
 *
 * @param large the organization with the long log
 * @param secret of its owner's key
 * @param versions of it
 * @param founded when it came into being
 * @param last moment of its log
 * @param position of the last event
 */
record AuditWorld(AuditOrganization large, long versions, int organizations, String secret, Instant founded,
        Instant last, long position) {

    private static final int ENTRIES_EACH = 1_000;
    private static final int LARGE = 5;
    private static final int MEMBERS = 10;
    private static final int MEMBERS_OF_LARGE = 200;
    /** People are members of several organizations. */
    private static final int PEOPLE = 1_000;
    /** One event in so many comes with the address that it came from, kept apart. */
    private static final int WITH_DETAILS = 5;
    private static final int REFUSED = 500;
    private static final Map<String, String> ORIGIN = Map.of("actor.ip", "192.0.2.7", "actor.user_agent",
            "Mozilla/5.0 (X11; Linux x86_64) bench");

    static AuditWorld feed(AuditFeed feed, int entries) {
        List<String> people = IntStream.range(0, PEOPLE).mapToObj(number -> Numbered.id("user_", number)).toList();
        for (int number = 0; number < PEOPLE; number++) {
            person(feed, people.get(number), number);
        }
        Secret secret = Secret.generate(Secret.Kind.API_KEY);
        List<AuditOrganization> organizations = new ArrayList<>();
        int many = Math.max(2, entries / ENTRIES_EACH);
        for (int number = 0; number < many; number++) {
            organizations.add(organization(feed, number, people, secret));
        }
        AuditOrganization large = organizations.getFirst();
        Instant founded = feed.now().plusSeconds(1);
        int small = 0;
        for (int entry = 0; entry < entries; entry++) {
            boolean ofLarge = entry % LARGE == 0;
            happens(feed, ofLarge ? large : organizations.get(1 + small++ % (many - 1)), entry);
        }
        return new AuditWorld(large, feed.version(large.id()), many, secret.reveal(), founded, feed.now(),
                feed.watermark());
    }

    private static void person(AuditFeed feed, String id, int number) {
        feed.event(new Actor(Actor.Type.PLATFORM, null, null), Map.of(), new UserRegistered(id));
        feed.json(Topics.PERSONS, id,
                new PersonRecord("person" + number + "@example.test", "Given" + number, "Family", null, feed.now()));
        feed.state(id, id, new StateRecord.User(id, PersonFacts.UNKNOWN), null);
    }

    /** One that is about to be founded: the first of all is the large one. */
    private static AuditOrganization organization(AuditFeed feed, int number, List<String> people, Secret secret) {
        List<String> members = IntStream.range(0, number == 0 ? MEMBERS_OF_LARGE : MEMBERS)
                .mapToObj(member -> people.get((number * MEMBERS + member) % PEOPLE)).toList();
        String keyId = Numbered.id("key_", number);
        String owner = members.getFirst();
        String hash = number == 0 ? secret.hash() : Secret.hash(keyId);
        feed.event(new Actor(Actor.Type.PLATFORM, null, null), Map.of(),
                new ApiKeyCreated(keyId, owner, null, null, null));
        feed.json(Topics.INTERNAL, InternalRecord.KEY + keyId,
                new InternalRecord.Key(keyId, owner, "key " + number, hash, feed.now(), null, null, null, null, null));
        feed.state(keyId, owner, new StateRecord.Key(keyId, owner, KeyLimits.NONE, null), null);
        String orgId = Numbered.id("org_", number);
        feed.json(Topics.PERSONS, orgId, new ContactRecord("office" + number + "@example.test"));
        return new AuditOrganization(orgId, keyId, members);
    }

    private static void happens(AuditFeed feed, AuditOrganization organization, int entry) {
        Actor by = organization.nextActor();
        feed.event(by, by.userId() != null && entry / LARGE % WITH_DETAILS == 0 ? ORIGIN : Map.of(),
                organization.next());
        if (feed.version(organization.id()) % REFUSED == 0) {
            feed.denied(new Actor(Actor.Type.USER, organization.members().getLast(), null),
                    new AccessDenied("den_%012x%020x".formatted(feed.now().toEpochMilli(), entry), organization.id(),
                            feed.version(organization.id()), "DELETE", "/organization", "permission_denied",
                            "org.delete", Role.SUPER_ADMIN, Role.READ, null),
                    ORIGIN);
        }
    }
}
