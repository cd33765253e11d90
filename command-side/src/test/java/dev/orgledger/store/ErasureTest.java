package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.organization.OrganizationCommand.DeleteOrganization;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.user.UserCommand.Erased;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** What ends and what is forgotten with a person, on a real PostgreSQL. */
class ErasureTest extends ErasureFixture {

    @Test
    void givenAnOwnerWhenErasedThenTheLongestStandingSuperAdminInheritsAndTheAddressIsTheirs() {
        String org = found(byZoe, null);
        join(org, Role.SUPER_ADMIN, clock.instant().plusSeconds(3600));
        join(org, Role.ADMIN, null);
        String heir = join(org, Role.SUPER_ADMIN, null);
        join(org, Role.SUPER_ADMIN, null);

        erase(byZoe);

        assertThat(types(org)).endsWith("organization.ownership_transferred", "organization.updated", "member.left");
        assertThat(payloads(org, "organization.ownership_transferred")).singleElement().asString()
                .contains("\"owner_id\":\"" + heir + "\"");
        assertThat(contacts.of(org)).isEqualTo(people.byId(heir).orElseThrow().email());
        assertThat(memberships.of(zoe)).isEmpty();
        assertThat(types(zoe)).containsExactly("user.registered", "user.erased");
        refused(ErrorCode.ORGANIZATION_NOT_FOUND,
                () -> send(byZoe, new DeleteOrganization(org, byZoe)));
    }

    @Test
    void givenTheLastSuperAdminOfSomeWhenErasedThenRefusedWithAllOfThemAndNothingIsDone() {
        String lonely = found(byZoe, null);
        String lonelyToo = found(byZoe, null);
        String shared = found(byZoe, null);
        join(shared, Role.SUPER_ADMIN, null);
        join(lonely, Role.SUPER_ADMIN, clock.instant().plusSeconds(3600));
        Secret secret = key();
        List<String> before = dump();

        assertThatThrownBy(() -> erase(PLATFORM)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.LAST_SUPER_ADMIN);
            assertThat(refusal.details().get("organizations"))
                    .isEqualTo(Arrays.asList(lonely, lonelyToo).stream().sorted().toList());
        });

        assertThat(dump()).isEqualTo(before);
        assertThat(principals.ofApiKey(secret)).isPresent();
    }

    @Test
    void givenSomebodyWhoIsOnlyInvitedWhenErasedByThePlatformThenTheInvitationGoesAndTheAddressIsFree() {
        String org = found(byZoe, null);
        String invited = "ivan-" + some + "@example.org";
        send(byZoe, new InviteMember(org, Ids.invitation(), new EmailAddress(invited), Role.READ,
                new PersonName("Ivan-" + some), null, null, byZoe));
        String ivan = people.byEmail(invited).orElseThrow().personId();

        send(PLATFORM, new EraseUser(ivan, PLATFORM));

        assertThat(types(ivan)).containsExactly("user.erased");
        assertThat(types(org)).endsWith("member.invited", "invitation.revoked");
        assertThat(traces("ivan-" + some)).isEmpty();
        assertThat(register(invited, "Other")).isNotEqualTo(ivan);
    }

    @Test
    void givenAPersonWhenErasedThenTheCertificateIsTheEventAndASecondTimeThereIsNobody() {
        Erased erased = (Erased) erase(PLATFORM).result();

        assertThat(jdbc.sql("SELECT event_identifier FROM domain_event_entry WHERE aggregate_identifier = ? "
                + "AND payload_type = 'user.erased'").param(zoe).query(String.class).single())
                .isEqualTo(erased.certificate());
        refused(ErrorCode.USER_NOT_FOUND, () -> erase(PLATFORM));
        refused(ErrorCode.USER_NOT_FOUND, () -> send(PLATFORM, new EraseUser("user_never", PLATFORM)));
        assertThat(register(email, name)).isNotEqualTo(zoe);
    }

    @Test
    void givenKeysWhenErasedThenEachEndsByAnEventAndOpensNothing() {
        Secret first = key();
        Secret second = key();

        erase(byZoe);

        assertThat(principals.ofApiKey(first)).isEmpty();
        assertThat(principals.ofApiKey(second)).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM domain_event_entry WHERE payload_type = 'apikey.revoked' AND "
                + "convert_from(payload, 'UTF8')::json ->> 'user_id' = ?").param(zoe).query(Long.class).single())
                .isEqualTo(2);
        assertThat(keys.unrevokedOf(zoe)).isEmpty();
        refused(ErrorCode.USER_NOT_FOUND, () -> key());
    }

    @Test
    void givenValuesAllOverTheVaultWhenErasedThenNoTableHasATraceAndTheEventsAreAsTheyWere() {
        String org = found(byZoe, null);
        String heir = join(org, Role.SUPER_ADMIN, null);
        Principal byHeir = new Principal.User(heir);
        String another = found(byHeir, new EmailAddress(email));
        send(byHeir, new UpdateOrganization(another, Change.keep(), Change.to(new EmailAddress("o@example.org")),
                Change.keep(), Change.keep(), byHeir));
        String later = "later-" + some + "@example.org";
        send(byHeir, new UpdateOrganization(another, Change.keep(), Change.to(new EmailAddress(later)), Change.keep(),
                Change.keep(), byHeir));
        key();
        Principal byLater = new Principal.User(register(later, "Later-" + some));
        String deleted = found(byHeir, new EmailAddress(later));
        send(byHeir, new DeleteOrganization(deleted, byHeir));
        List<String> events = jdbc.sql("SELECT e::text FROM domain_event_entry e ORDER BY global_index")
                .query(String.class).list();
        assertThat(traces(some)).isNotEmpty();

        erase(byZoe);
        send(byLater, new EraseUser(byLater.personId(), byLater));

        assertThat(traces(some)).isEmpty();
        assertThat(jdbc.sql("SELECT e::text FROM domain_event_entry e ORDER BY global_index").query(String.class)
                .list()).startsWith(events.toArray(String[]::new));
        assertThat(contacts.of(another)).isEqualTo(people.byId(heir).orElseThrow().email());
        assertThat(jdbc.sql("SELECT e.values ->> 'management_email.new' FROM event_personal e JOIN forgotten_row f "
                + "ON f.kind = 'details' AND f.id = e.event_id || '/' || e.person_id WHERE f.user_id = ?")
                .param(byLater.personId()).query(String.class).list()).contains("erased user");
        // Whatever had a salt that could open what is gone has none any more, and others have theirs.
        assertThat(jdbc
                .sql("SELECT count(*) FROM event_personal WHERE person_id = ? AND (salt <> '' OR values::text <> '{}')")
                .param(zoe).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM event_personal WHERE person_id = ? AND salt <> ''").param(heir)
                .query(Long.class).single()).isPositive();
        assertThat(jdbc.sql("SELECT kind FROM forgotten_row WHERE user_id = ? ORDER BY kind").param(byLater.personId())
                .query(String.class).list()).contains("contact", "details");
    }

    @Test
    void givenStoredAnswersThatNameThePersonOrTheAddressWhenErasedThenTheyAreGone() {
        String other = register("boss-" + some + "@example.net", "Boss");
        send(byZoe, "answered-to-zoe", new CreateOrganization(Ids.organization(), new OrganizationName("Zoe's"), null,
                null, null, byZoe), "ok");
        String org = jdbc.sql("SELECT org_id FROM membership WHERE person_id = ?").param(zoe).query(String.class)
                .single();
        join(org, Role.SUPER_ADMIN, null);
        Principal byOther = new Principal.User(other);
        send(byOther, "tells-the-address", new CreateOrganization(Ids.organization(), new OrganizationName("Boss's"),
                null, null, null, byOther), email);
        send(byOther, "tells-a-longer-address", new CreateOrganization(Ids.organization(),
                new OrganizationName("Boss's three"), null, null, null, byOther), "suzy." + email + ".test");
        send(byOther, "tells-nothing", new CreateOrganization(Ids.organization(), new OrganizationName("Boss's two"),
                null, null, null, byOther), "ok");

        erase(byZoe);

        assertThat(jdbc.sql("SELECT idempotency_key FROM idempotency WHERE caller IN (?, ?)").params(zoe, other)
                .query(String.class).list()).containsExactlyInAnyOrder("tells-nothing", "tells-a-longer-address");
    }

    @Test
    void givenATokenFromBeforeTheErasureThenRefusedAndALaterOneIsANewUser() {
        Jwt before = token(Instant.now().minusSeconds(10));
        Principal first = principals.ofJwt(before);
        send(PLATFORM, new EraseUser(first.personId(), PLATFORM));

        refused(ErrorCode.INVALID_TOKEN, () -> principals.ofJwt(before));
        refused(ErrorCode.INVALID_TOKEN, () -> principals.ofJwt(token(null)));
        assertThat(traces("subject-" + some)).isEmpty();
        Principal second = principals.ofJwt(token(Instant.now().plusSeconds(1)));
        assertThat(second).isNotEqualTo(first);
        refused(ErrorCode.INVALID_TOKEN, () -> principals.ofJwt(before));
        refused(ErrorCode.INVALID_TOKEN, () -> principals.ofJwt(token(null)));
        assertThat(principals.ofJwt(token(Instant.now().plusSeconds(2)))).isEqualTo(second);
        assertThat(signIns.notBefore(second.personId())).isPresent();
        assertThat(signIns.notBefore(zoe)).isEmpty();
    }

    @Test
    void givenMuchThatBeginsWhileThePersonIsErasedThenNothingOfItOutlivesThePerson() throws Exception {
        String host = register("host-" + some + "@example.org", "Host");
        List<String> orgs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            orgs.add(found(host));
        }
        List<Future<?>> tries = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (String org : orgs) {
                tries.add(threads.submit(() -> send(PLATFORM, new ProvisionMember(org, new EmailAddress(email),
                        Role.ADMIN, null, PLATFORM))));
                tries.add(threads.submit(() -> key()));
                tries.add(threads.submit(() -> send(byZoe, new CreateOrganization(Ids.organization(),
                        new OrganizationName("Zoe's"), null, null, null, byZoe))));
            }
            tries.add(threads.submit(() -> erase(PLATFORM)));
            for (Future<?> each : tries) {
                try {
                    each.get(60, TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException refusal) {
                    assertThat(refusal).hasCauseInstanceOf(Refusal.class);
                }
            }
        }
        // Where it came too late for one that was founded before, the erasure itself is what was refused.
        boolean erased = people.byId(zoe).isEmpty();
        if (erased) {
            assertThat(memberships.of(zoe)).isEmpty();
            assertThat(keys.unrevokedOf(zoe)).isEmpty();
        } else {
            assertThat(memberships.of(zoe)).isNotEmpty();
        }
    }
}
