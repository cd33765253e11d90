package dev.orgledger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.role.Role;

/** What each record means, whatever the order and number in which it comes. */
class CleanUpTest {

    private static final String ORG = "org_1";
    private static final String ADA = "user_ada";
    private static final String GRACE = "user_grace";

    private final OwnData data = OwnData.none();

    CleanUpTest() {
        data.apps().put("app-1", new OwnData.App(ORG, Set.of(ADA, GRACE)));
        data.apps().put("app-2", new OwnData.App("org_2", Set.of(GRACE)));
        event(1, new OrgCreated(ORG, ADA, "Acme", null, null));
    }

    @Test
    void givenAnOrganizationWhenDeletedThenItsAppsAreGoneAndNoOthers() {
        event(2, new OrgDeleted(ORG, "Acme"));

        assertThat(data.apps()).containsOnlyKeys("app-2");
        assertThat(data.journal()).containsExactly("removed app-1 of org_1");
    }

    @Test
    void givenAMemberWhenNoMoreThenNothingOfThatOrganizationIsShared() {
        event(2, new MemberRemoved(ORG, GRACE, Role.WRITE));

        assertThat(data.shownPeopleOf("app-1")).containsExactly(ADA);
        assertThat(data.shownPeopleOf("app-2")).containsExactly(GRACE);
        event(3, new MemberLeft(ORG, ADA, Role.WRITE));
        assertThat(data.shownPeopleOf("app-1")).isEmpty();
    }

    @Test
    void givenARoleWithAnEndWhenItHasComeThenNothingIsShared() {
        event(2, new RoleExpired(ORG, GRACE, Role.WRITE, Instant.EPOCH));

        assertThat(data.shownPeopleOf("app-1")).containsExactly(ADA);
    }

    @Test
    void givenAnEventWhenRepeatedThenItWasAppliedOnce() {
        event(2, new MemberRemoved(ORG, GRACE, Role.WRITE));
        // Shared again, since she joined again; the repeat tells of the time before.
        data.apps().put("app-1", new OwnData.App(ORG, Set.of(ADA, GRACE)));

        event(1, new OrgCreated(ORG, ADA, "Acme", null, null));
        event(2, new MemberRemoved(ORG, GRACE, Role.WRITE));

        assertThat(data.shownPeopleOf("app-1")).containsExactly(ADA, GRACE);
        assertThat(data.journal()).containsExactly("took app-1 from user_grace");
    }

    @Test
    void givenAnEventIsMissingWhenTheNextComesThenItGoesNoFurtherAndKeepsNothing(@TempDir Path folder) {
        OwnStore store = new OwnStore(folder.resolve("apps.json"));
        store.change(own -> CleanUp.apply(record(1, new OrgCreated(ORG, ADA, "Acme", null, null)), own));

        assertThatThrownBy(() -> store.change(own -> {
            own.journal().add("half of it");
            CleanUp.apply(record(3, new OrgDeleted(ORG, "Acme")), own);
        })).isInstanceOf(CleanUp.EventMissed.class).hasMessage("after event 1 of org_1 came 3");

        assertThat(store.content().journal()).isEmpty();
        assertThat(new OwnStore(folder.resolve("apps.json")).content()).isEqualTo(store.content());
    }

    @Test
    void givenATypeOfALaterReleaseWhenItComesThenItOnlyCounts() {
        CleanUp.apply(record(Topics.EVENTS, ORG, "organization.painted", "2", "{}"), data);

        event(3, new OrgDeleted(ORG, "Acme"));
        assertThat(data.apps()).containsOnlyKeys("app-2");
    }

    @Test
    void givenAPersonWhenShownThenByTheNewestNameAndForgottenByATombstone() {
        person(GRACE, new PersonRecord("grace@example.test", "Grace", null, null, null));
        person(GRACE, new PersonRecord("grace@example.test", "Grace", "Hopper", null, null));
        person(ADA, new PersonRecord("ada@example.test", null, null, null, null));
        assertThat(data.shownPeopleOf("app-1")).containsExactly("ada@example.test", "Grace Hopper");

        CleanUp.apply(record(Topics.PERSONS, GRACE, null, null, null), data);

        assertThat(data.shownPeopleOf("app-1")).containsExactly("ada@example.test", GRACE);
        assertThat(EventJson.mapper().writeValueAsString(data)).doesNotContain("Hopper");
        assertThat(data.journal()).containsExactly("forgot user_grace");
    }

    @Test
    void givenTheTombstoneWasMissedWhenTheErasureIsReadThenForgottenAllTheSame() {
        person(GRACE, new PersonRecord("grace@example.test", "Grace", "Hopper", null, null));

        CleanUp.apply(record(Topics.EVENTS, GRACE, "user.erased", null, "{}"), data);

        assertThat(data.names()).isEmpty();
    }

    @Test
    void givenTheAddressOfAnOrganizationWhenItComesThenItIsNotKept() {
        CleanUp.apply(record(Topics.PERSONS, ORG, null, null, "{\"management_email\":\"acme@example.test\"}"), data);

        assertThat(EventJson.mapper().writeValueAsString(data)).doesNotContain("acme@");
    }

    private void event(long version, DomainEvent.OfOrganization event) {
        CleanUp.apply(record(version, event), data);
    }

    private void person(String personId, PersonRecord person) {
        CleanUp.apply(record(Topics.PERSONS, personId, null, null, EventJson.mapper().writeValueAsString(person)),
                data);
    }

    private static ConsumerRecord<String, byte[]> record(long version, DomainEvent.OfOrganization event) {
        return record(Topics.EVENTS, event.orgId(), EventTypes.of(event.getClass()).name(), Long.toString(version),
                new String(EventJson.write(event), StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<String, byte[]> record(String topic, String key, @Nullable String type,
            @Nullable String version, @Nullable String json) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(topic, 0, 0, key,
                json == null ? null : json.getBytes(StandardCharsets.UTF_8));
        if (type != null) {
            record.headers().add(Headers.CE_TYPE, type.getBytes(StandardCharsets.UTF_8));
        }
        if (version != null) {
            record.headers().add(Headers.CE_ORG_VERSION, version.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
