package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.command.invitation.InvitationTokens;
import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.member.Memberships;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class LookUpTablesTest extends StoreTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");

    @Autowired
    People people;
    @Autowired
    Contacts contacts;
    @Autowired
    Invitations invitations;
    @Autowired
    InvitationTokens tokens;
    @Autowired
    ApiKeys keys;
    @Autowired
    Memberships memberships;

    private final String address = "Anna." + UUID.randomUUID() + "@example.org";

    @Test
    void givenAnInvitedPersonWhenRegisteredThenTheIdStays() {
        String id = people.idOf(address);
        assertThat(people.idOf(address.toLowerCase())).isEqualTo(id);
        assertThat(people.byId(id)).hasValueSatisfying(person -> {
            assertThat(person.registered()).isFalse();
            assertThat(person.email()).isEqualTo(address);
        });

        Person registered = new Person(id, address, "Anna", null, "https://example.org/a.png", NOW,
                new PersonFacts(true, new PasswordFacts(12, true, false, true)));
        people.save(registered);

        assertThat(people.byEmail(address.toUpperCase())).contains(registered);
        assertThat(people.byId("user_nobody")).isEmpty();
        assertThat(people.byIds(List.of(id, "user_nobody"))).containsExactly(Map.entry(id, registered));
        assertThat(people.factsOf("user_nobody")).isEqualTo(PersonFacts.UNKNOWN);
    }

    @Test
    void givenAContactWhenSavedAgainThenTheLastOneCounts() {
        contacts.save(orgId, "first@example.org");
        contacts.save(orgId, "second@example.org");
        assertThat(contacts.of(orgId)).isEqualTo("second@example.org");
    }

    @Test
    void givenSendingsThenEveryTokenIsFoundAndCounted() {
        String id = Ids.invitation();
        String person = Ids.person();
        invitations.invited(orgId, id, person, "Bert", null, NOW);
        invitations.resent(id, 2, NOW.plusSeconds(600));

        assertThat(invitations.byId(id)).contains(new Invitations.Invitation(id, orgId, person, 2,
                NOW.plusSeconds(600), "Bert", null, null, false));
        assertThat(invitations.byTokenHash(tokens.of(id, 1).hash()))
                .hasValueSatisfying(found -> assertThat(found.sending()).isEqualTo(1));
        assertThat(invitations.byTokenHash(tokens.of(id, 2).hash()))
                .hasValueSatisfying(found -> assertThat(found.invitation().sending()).isEqualTo(2));
        assertThat(invitations.byTokenHash(tokens.of(id, 3).hash())).isEmpty();
        assertThat(invitations.sendingsSince(person, NOW)).isEqualTo(2);
        assertThat(invitations.sendingsSince(person, NOW.plusMillis(1))).isEqualTo(1);
    }

    @Test
    void givenEndedInvitationsThenOnlyARefusalBlocks() {
        String person = Ids.person();
        String accepted = Ids.invitation();
        String revoked = Ids.invitation();
        invitations.invited(orgId, accepted, person, null, null, NOW);
        invitations.ended(accepted, NOW.plusSeconds(60), false);
        assertThat(invitations.lastRefusal(orgId, person)).isEmpty();

        invitations.invited(orgId, revoked, person, null, null, NOW);
        invitations.ended(revoked, NOW.plusSeconds(5), true);

        assertThat(invitations.lastRefusal(orgId, person)).contains(NOW.plusSeconds(5));
        assertThat(invitations.lastRefusal("org_other", person)).isEmpty();
    }

    @Test
    void givenTokensThenTheyAreSecretsOfTheirSending() {
        assertThat(tokens.of("inv_1", 1).reveal()).isEqualTo(tokens.of("inv_1", 1).reveal())
                .isNotEqualTo(tokens.of("inv_1", 2).reveal()).isNotEqualTo(tokens.of("inv_2", 1).reveal());
        assertThat(Secret.parse(Secret.Kind.INVITATION, tokens.of("inv_1", 1).reveal())).isPresent();
    }

    @Test
    void givenAKeyWhenRevokedThenItsHashIsUnknown() {
        String id = Ids.apiKey();
        String hash = Secret.generate(Secret.Kind.API_KEY).hash();
        KeyLimits limits = new KeyLimits(NOW.plus(Duration.ofDays(1)), Set.of("org_a", "org_b"), Role.WRITE);
        keys.created(id, "user_anna", "build server", hash, limits, NOW);

        assertThat(keys.byHash(hash, NOW)).contains(new ApiKeys.Live(id, "user_anna", limits));
        keys.revoked(id, NOW);

        assertThat(keys.byHash(hash, NOW)).isEmpty();
        assertThat(keys.ownerOf(id)).contains("user_anna");
        assertThat(keys.ownerOf("key_unknown")).isEmpty();
    }

    @Test
    void givenAKeyWhenRotatedThenItsPreviousSecretWorksUntilTheGraceIsOverAndOlderOnesNoMore() {
        String id = Ids.apiKey();
        String first = Secret.generate(Secret.Kind.API_KEY).hash();
        String second = Secret.generate(Secret.Kind.API_KEY).hash();
        String third = Secret.generate(Secret.Kind.API_KEY).hash();
        keys.created(id, "user_anna", "build server", first, KeyLimits.NONE, NOW);

        keys.rotated(id, second, NOW.plusSeconds(60));

        assertThat(keys.byHash(second, NOW)).isPresent();
        assertThat(keys.byHash(first, NOW.plusMillis(59_999))).isPresent();
        assertThat(keys.byHash(first, NOW.plusSeconds(60))).isEmpty();

        keys.rotated(id, third, NOW.plusSeconds(60));

        assertThat(keys.byHash(third, NOW)).isPresent();
        assertThat(keys.byHash(second, NOW)).isPresent();
        assertThat(keys.byHash(first, NOW)).isEmpty();

        keys.rotated(id, Secret.generate(Secret.Kind.API_KEY).hash(), null);

        assertThat(keys.byHash(third, NOW)).isEmpty();
        assertThat(keys.byHash(second, NOW)).isEmpty();
    }

    @Test
    void givenAKeyWhenUpdatedThenItsNewNameAndEndAreKept() {
        String id = Ids.apiKey();
        KeyLimits limits = new KeyLimits(null, Set.of("org_a"), Role.WRITE);
        keys.created(id, "user_anna", "build server", Secret.generate(Secret.Kind.API_KEY).hash(), limits, NOW);

        keys.updated(id, "laptop", NOW.plusSeconds(60));

        assertThat(keys.byId(id)).contains(new ApiKeys.Kept(id, "user_anna", "laptop",
                new KeyLimits(NOW.plusSeconds(60), Set.of("org_a"), Role.WRITE), null));
        keys.revoked(id, NOW);
        assertThat(keys.byId(id)).hasValueSatisfying(key -> assertThat(key.revokedAt()).isEqualTo(NOW));
        assertThat(keys.byId("key_unknown")).isEmpty();
    }

    @Test
    void givenMembershipsThenAPersonsOrganizationsAreFound() {
        String person = Ids.person();
        memberships.began(orgId, person);
        memberships.began(orgId, person);
        memberships.began("org_b" + orgId, person);
        assertThat(memberships.of(person)).containsExactlyInAnyOrder(orgId, "org_b" + orgId);

        memberships.ended(orgId, person);
        assertThat(memberships.of(person)).containsExactly("org_b" + orgId);
        memberships.allEnded("org_b" + orgId);
        assertThat(memberships.of(person)).isEmpty();
    }

    @Test
    void givenAKeyWithoutLimitsThenItHasNone() {
        String hash = Secret.generate(Secret.Kind.API_KEY).hash();
        keys.created(Ids.apiKey(), "user_anna", "laptop", hash, KeyLimits.NONE, NOW);
        assertThat(keys.byHash(hash, NOW))
                .hasValueSatisfying(key -> assertThat(key.limits()).isEqualTo(KeyLimits.NONE));
    }
}
