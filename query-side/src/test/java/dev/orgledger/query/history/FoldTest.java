package dev.orgledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.query.history.PastState.Grant;
import dev.orgledger.query.history.PastState.Invitation;
import dev.orgledger.query.history.PastState.Member;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.webhook.WebhookEvent;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;

/** Given events, what was the organization? */
class FoldTest {

    private static final Actor ADA = new Actor(Actor.Type.USER, "user_ada", null);
    private static final Actor BOB = new Actor(Actor.Type.USER, "user_bob", null);
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private final Lives life = new Lives("org_1", 1);

    private PastState now() {
        return Objects.requireNonNull(life.after(life.events.size()));
    }

    private Member member(String personId) {
        return Objects.requireNonNull(now().members().get(personId));
    }

    /** A vocabulary without a place in the fold would take the past from every organization that it happens in. */
    @Test
    void everyEventOfAnOrganizationIsOfAVocabularyThatTheFoldKnows() {
        List<Class<?>> known = List.of(OrganizationEvent.class, MemberEvent.class, InvitationEvent.class,
                ApiKeyAccessEvent.class, WebhookEvent.class);
        assertThat(EventTypes.all()).extracting(EventTypes.EventType::javaType)
                .filteredOn(DomainEvent.OfOrganization.class::isAssignableFrom).hasSizeGreaterThan(10)
                .allSatisfy(type -> assertThat(known).anyMatch(one -> one.isAssignableFrom(type)));
    }

    @Test
    void givenNothingThenNoState() {
        assertThat(life.after(0)).isNull();
    }

    @Test
    void givenSettingsThatChangeThenTheLastOnesAndTheEventOfTheAddress() {
        life.founded();
        LoggedEvent address = life.add(new OrgUpdated("org_1", List.of("management_email"), "Name 0", null, null,
                "Name 0", null, null));
        life.add(new OrgUpdated("org_1", List.of("name", "logo"), "New", "https://l.test", null, "Name 0", null, null));
        LoggedEvent last = life.add(new OwnershipTransferred("org_1", "user_bob", "user_0"));

        assertThat(now().organization().name()).isEqualTo("New");
        assertThat(now().settings()).isEqualTo(
                new PastState.Settings("user_bob", "https://l.test", null, last.at(), address.eventId()));
        assertThat(now().version()).isEqualTo(5);
        assertThat(now().organization().createdAt()).isEqualTo(life.events.getFirst().at());
    }

    @Test
    void givenAnInvitationThatIsAcceptedThenWhoeverLastChangedItGrantedTheRole() {
        life.founded();
        life.add(new MemberInvited("org_1", "inv_1", "user_bob", Role.READ, null, END), BOB);
        LoggedEvent changed = life.add(new InvitationChanged("org_1", "inv_1", "user_bob", Role.ADMIN, END, Role.READ,
                null), ADA);
        assertThat(now().invitations().get("inv_1")).extracting(Invitation::role, Invitation::expiresAt)
                .containsExactly(Role.ADMIN, END);
        LoggedEvent joined = life.add(new MemberJoined("org_1", "user_bob", Role.ADMIN, END, "inv_1"), BOB);

        assertThat(now().invitations()).isEmpty();
        assertThat(member("user_bob").grant()).isEqualTo(new Grant(joined.eventId(), ADA, changed.eventId()));
        assertThat(member("user_bob").binding().until()).isEqualTo(END);
        assertThat(member("user_bob").binding().grantedBy()).isEqualTo(joined.eventId());
        assertThat(now().activity()).containsEntry("user_bob", joined.at()).containsKeys("user_ada", "key_0");
    }

    @Test
    void givenARoleThatChangesThenItIsSinceThenAndTheMemberAsBefore() {
        life.founded();
        LoggedEvent joined = life.add(new MemberJoined("org_1", "user_bob", Role.READ, null, null));
        LoggedEvent changed = life.add(new RoleChanged("org_1", "user_bob", Role.WRITE, END, Role.READ, null, null),
                ADA);

        assertThat(member("user_bob").joinedAt()).isEqualTo(joined.at());
        assertThat(member("user_bob").binding().since()).isEqualTo(changed.at());
        assertThat(member("user_bob").grant()).isEqualTo(new Grant(changed.eventId(), ADA, null));
        life.add(new RoleExpired("org_1", "user_bob", Role.WRITE, END));
        assertThat(member("user_bob").binding().expired(END)).isTrue();
        life.add(new MemberRemoved("org_1", "user_bob", Role.WRITE));
        assertThat(now().members()).containsOnlyKeys("user_0");
    }

    @Test
    void givenKeysThatAreCutOffAndAnEndThenBothAreKnown() {
        life.founded();
        life.add(new ApiKeyCutOff("org_1", "key_1", "user_0"));
        life.add(new ApiKeyCutOff("org_1", "key_2", "user_0"));
        life.add(new ApiKeyRestored("org_1", "key_1", "user_0"));
        life.add(new OrgDeleted("org_1", "Name 0"));

        assertThat(now().organization().cutOffKeys()).containsExactly("key_2");
        assertThat(now().organization().deleted()).isTrue();
        assertThat(now().members()).as("whose the log stays").containsKey("user_0");
    }

    @Test
    void givenWebhooksThatComeAndGoThenOnlyTheVersionAndWhoWasThereLast() {
        life.founded();
        PastState before = now();
        life.add(new WebhookCreated("org_1", "wh_1", "Chat", "a.test", List.of("*"), true), BOB);
        life.add(new WebhookDisabled("org_1", "wh_1", "Chat", "a.test", "gone"),
                new Actor(Actor.Type.SYSTEM, null, null));

        assertThat(now().version()).isEqualTo(4);
        assertThat(now().settings()).isEqualTo(before.settings());
        assertThat(now().members()).isEqualTo(before.members());
        assertThat(now().activity()).containsOnlyKeys("user_0", "key_0", "user_bob");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givenAnyLifeWhenGoneOnFromAnyStateThenItIsTheSameAsFromTheBeginning(long seed) {
        Lives any = Lives.any("org_" + seed, seed, 120, 6);
        for (int from = 1; from <= any.events.size(); from += 7) {
            byte[] kept = EventJson.mapper().writeValueAsBytes(any.after(from));
            Fold fold = new Fold(EventJson.mapper().readValue(kept, PastState.class));
            for (int version = from + 1; version <= any.events.size(); version++) {
                fold.add(any.events.get(version - 1));
                assertThat(fold.state()).as("%d from %d", version, from).isEqualTo(any.after(version));
            }
        }
    }
}
