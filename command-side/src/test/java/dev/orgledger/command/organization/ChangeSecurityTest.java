package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.organization.OrganizationCommand.ChangeSecurity;
import dev.orgledger.command.organization.OrganizationCommand.SecurityChanged;
import dev.orgledger.command.organization.SecurityWish.Passwords;
import dev.orgledger.command.value.Change;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class ChangeSecurityTest extends OrganizationFixture {

    private static final PasswordFacts GOOD = new PasswordFacts(16, true, true, true);
    private static final SecurityWish NOTHING = wish(Change.keep(), Change.keep(), Change.keep(), Change.keep());
    private static final SecurityWish TWO_FACTOR = wish(Change.to(true), Change.keep(), Change.keep(), Change.keep());
    private static final SecurityWish PASSWORD = wish(Change.keep(),
            Change.to(new Passwords(true, 12, null, null, false)), Change.keep(), Change.keep());
    private static final SecurityWish EXPIRING_KEYS = wish(Change.keep(), Change.keep(), Change.to(true),
            Change.to(90));

    private static final SecurityPolicy WITH_TWO_FACTOR = new SecurityPolicy(true, PasswordPolicy.OFF, false, false,
            null);
    private static final SecurityPolicy WITH_PASSWORD = new SecurityPolicy(false,
            new PasswordPolicy(true, 12, true, true, false), false, false, null);
    private static final SecurityPolicy WITH_EXPIRING_KEYS = new SecurityPolicy(false, PasswordPolicy.OFF, false, true,
            90);

    @Test
    void givenASuperAdminWithASecondFactorWhenEnforcingItThenTheWholePolicyAndThePreviousOne() {
        people.report("user_olga", new PersonFacts(true, null));

        acme().when(change(TWO_FACTOR, OLGA)).expectEvents(changed(WITH_TWO_FACTOR, SecurityPolicy.NONE))
                .expectResultMessagePayload(new SecurityChanged(WITH_TWO_FACTOR, null));
    }

    @Test
    void givenAGoodPasswordWhenAskingForOneThenWhatWasNotNamedIsKept() {
        people.report("user_olga", new PersonFacts(false, GOOD));

        acme().when(change(PASSWORD, OLGA)).expectEvents(changed(WITH_PASSWORD, SecurityPolicy.NONE));
    }

    @Test
    void givenAPolicyWhenClearingEverythingThenNothingIsAskedAnyMore() {
        SecurityPolicy all = new SecurityPolicy(false, new PasswordPolicy(false, 12, true, true, false), true, true,
                90);
        SecurityWish cleared = new SecurityWish(Change.to(null), Change.to(null), Change.to(null), Change.to(null),
                Change.to(null));

        acme(changed(all, SecurityPolicy.NONE)).when(change(cleared, OLGA))
                .expectEvents(changed(SecurityPolicy.NONE, all));
    }

    @Test
    void givenEverythingAsWishedWhenChangingThenNothingHappens() {
        acme(changed(WITH_EXPIRING_KEYS, SecurityPolicy.NONE)).when(change(EXPIRING_KEYS, OLGA)).expectNoEvents()
                .expectResultMessagePayload(new SecurityChanged(WITH_EXPIRING_KEYS, null));
        acme().when(change(NOTHING, OLGA)).expectNoEvents()
                .expectResultMessagePayload(new SecurityChanged(SecurityPolicy.NONE, null));
    }

    @Test
    void givenNoSecondFactorOneselfWhenEnforcingItThenOneWouldBeLockedOut() {
        lockedOut(acme().when(change(TWO_FACTOR, OLGA)), "two_factor");
        people.report("user_olga", new PersonFacts(true, null));
        lockedOut(acme().when(change(PASSWORD, OLGA)), "password");
        people.report("user_olga", new PersonFacts(true, new PasswordFacts(11, true, true, true)));
        lockedOut(acme().when(change(PASSWORD, OLGA)), "password");
    }

    @Test
    void givenAPasswordThatIsGoodEnoughWhenAskingForMoreThenOneWouldBeLockedOut() {
        people.report("user_olga", new PersonFacts(false, new PasswordFacts(12, true, true, false)));
        SecurityWish longer = wish(Change.keep(), Change.to(new Passwords(null, 13, null, null, null)), Change.keep(),
                Change.keep());

        lockedOut(acme(changed(WITH_PASSWORD, SecurityPolicy.NONE)).when(change(longer, OLGA)), "password");
    }

    @Test
    void givenAKeyWithoutAnEndWhenAskingForOneThenItWouldLockItselfOutAndAnEndingOneDoesNot() {
        lockedOut(acme().when(change(EXPIRING_KEYS, key(null))), "expiring_key");
        acme().when(change(EXPIRING_KEYS, key(NOW.plus(WEEK))))
                .expectEvents(changed(WITH_EXPIRING_KEYS, SecurityPolicy.NONE));
    }

    @Test
    void givenAnAdminWhenChangingOrTryingOutThenPermissionDenied() {
        acme(joined(ALICE, Role.ADMIN)).when(change(EXPIRING_KEYS, ALICE)).expectNoEvents().expectException(
                new DeniedMatcher("Super admin role required", "org.update_security", "admin", "super_admin"));
        refused(acme(joined(ALICE, Role.ADMIN)).when(new ChangeSecurity(ORG, EXPIRING_KEYS, true, ALICE)),
                ErrorCode.PERMISSION_DENIED);
        refused(acme().when(change(EXPIRING_KEYS, PLATFORM)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAStrangerADeletedOrganizationOrAnOldVersionWhenChangingThenRefused() {
        refused(acme().when(change(EXPIRING_KEYS, ALICE)), ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme(new OrgDeleted(ORG, "Acme")).when(change(EXPIRING_KEYS, OLGA)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme().when(change(EXPIRING_KEYS, OLGA), expecting(3)), ErrorCode.VERSION_MISMATCH);
    }

    @Test
    void givenADryRunThenNothingHappensAndWhoeverWouldBeShutOutIsNamed() {
        people.report("user_alice", new PersonFacts(true, GOOD));
        people.report("user_bob", new PersonFacts(true, null));
        keys.created("key_of_bob", "user_bob", "ci", "hash_1", KeyLimits.NONE, NOW);
        keys.created("key_of_carol", "user_carol", "ci", "hash_2", KeyLimits.NONE, NOW);
        keys.created("key_elsewhere", "user_bob", "ci", "hash_3", new KeyLimits(null, Set.of("org_other"), null), NOW);
        keys.created("key_ending", "user_bob", "ci", "hash_4", new KeyLimits(NOW.plus(WEEK), null, null), NOW);
        keys.created("key_revoked", "user_bob", "ci", "hash_5", KeyLimits.NONE, NOW);
        keys.revoked("key_revoked", NOW);
        SecurityWish all = wish(Change.to(true), Change.to(new Passwords(true, null, null, null, null)),
                Change.to(true), Change.keep());

        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.READ), joined(CAROL, Role.READ, NOW))
                .when(new ChangeSecurity(ORG, all, true, OLGA)).expectNoEvents()
                .expectResultMessagePayload(new SecurityChanged(
                        new SecurityPolicy(true, new PasswordPolicy(true, 10, true, true, true), false, true, null),
                        new LockedOut(
                                List.of(new LockedOut.Member("user_olga", "olga@acme.example", Role.SUPER_ADMIN,
                                        List.of("two_factor", "password")),
                                        new LockedOut.Member("user_bob", "bob@acme.example", Role.READ,
                                                List.of("password"))),
                                List.of(new LockedOut.Key("key_of_bob", "bob@acme.example")))));
    }

    @Test
    void givenWhoIsShutOutAlreadyWhenTryingOutWhatChangesNothingForThemThenNotNamed() {
        people.report("user_olga", new PersonFacts(true, GOOD));
        keys.created("key_of_bob", "user_bob", "ci", "hash_1", KeyLimits.NONE, NOW);
        SecurityPolicy present = new SecurityPolicy(true, PasswordPolicy.OFF, false, true, null);

        acme(joined(BOB, Role.READ), changed(present, SecurityPolicy.NONE))
                .when(new ChangeSecurity(ORG, TWO_FACTOR, true, OLGA))
                .expectResultMessagePayload(new SecurityChanged(present, new LockedOut(List.of(), List.of())));
    }

    private static void lockedOut(ResultValidator<Organization> outcome, String... missing) {
        outcome.expectNoEvents().expectException(new Locked(List.of(missing)));
    }

    private static final class Locked extends TypeSafeMatcher<Refusal> {

        private final List<String> missing;

        Locked(List<String> missing) {
            this.missing = missing;
        }

        @Override
        protected boolean matchesSafely(Refusal refusal) {
            return refusal.code() == ErrorCode.WOULD_LOCK_YOURSELF_OUT
                    && missing.equals(refusal.details().get("missing"));
        }

        @Override
        public void describeTo(Description description) {
            description.appendText("would_lock_yourself_out for want of " + missing);
        }
    }

    private static SecurityWish wish(Change<Boolean> twoFactor, Change<Passwords> passwords, Change<Boolean> expiring,
            Change<Integer> days) {
        return new SecurityWish(twoFactor, passwords, Change.keep(), expiring, days);
    }

    private static ChangeSecurity change(SecurityWish wish, Principal by) {
        return new ChangeSecurity(ORG, wish, false, by);
    }

    private static PolicyChanged changed(SecurityPolicy policy, SecurityPolicy previous) {
        return new PolicyChanged(ORG, policy, previous);
    }

    private static Principal key(@Nullable Instant end) {
        return new Principal.ApiKey("key_1", "user_olga", new KeyLimits(end, null, null));
    }
}
