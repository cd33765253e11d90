package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.axonframework.test.aggregate.TestExecutor;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.command.invitation.InvitationCommand.AcceptInvitation;
import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.command.invitation.InvitationCommand.RevokeInvitation;
import dev.orgledger.command.member.MemberCommand.ChangeMember;
import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.member.MemberCommand.RemoveMember;
import dev.orgledger.command.organization.OrganizationCommand.ChangeSecurity;
import dev.orgledger.command.organization.OrganizationCommand.DeleteOrganization;
import dev.orgledger.command.organization.OrganizationCommand.TransferOwnership;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.Change;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
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

/** Acme asks for a second factor, a good password, and keys that end: every command meets that, but leaving and joining. */
class ThePolicyAtTheDoorTest extends OrganizationFixture {

    private static final SecurityPolicy STRICT = new SecurityPolicy(true,
            new PasswordPolicy(true, 10, true, true, true),
            true, true, 90);
    private static final Object ASKED = new PolicyChanged(ORG, STRICT, SecurityPolicy.NONE);
    private static final PersonFacts MET = new PersonFacts(true, new PasswordFacts(10, true, true, true));
    private static final SecurityWish WEAKER = new SecurityWish(Change.to(false), Change.to(null), Change.keep(),
            Change.keep(), Change.keep());

    static Stream<Command> everything() {
        return everythingBy(ALICE);
    }

    private static Stream<Command> everythingBy(Principal by) {
        return Stream.of(
                new UpdateOrganization(ORG, Change.keep(), Change.keep(), Change.keep(), Change.keep(), by),
                new DeleteOrganization(ORG, by), new TransferOwnership(ORG, emailOf(BOB), by),
                new ChangeSecurity(ORG, WEAKER, false, by), new ChangeSecurity(ORG, WEAKER, true, by),
                new InviteMember(ORG, "inv_1", emailOf(CAROL), Role.READ, null, null, null, by),
                new ProvisionMember(ORG, emailOf(CAROL), Role.READ, null, by),
                new ChangeMember(ORG, emailOf(BOB), Change.keep(), Change.keep(), by),
                new RemoveMember(ORG, emailOf(BOB), by), new ResendInvitation(ORG, emailOf(IVAN), by),
                new RevokeInvitation(ORG, emailOf(IVAN), by));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void givenASuperAdminWhoLacksSomethingWhenActingThenThePolicyIsNotMet(Command wish) {
        acmeAsking().when(wish).expectNoEvents().expectException(new NotMet("two_factor", "password"));
        people.report("user_alice", new PersonFacts(true, null));
        acmeAsking().when(wish).expectNoEvents().expectException(new NotMet("password"));
    }

    @Test
    void givenAKeyWithoutAnEndWhenActingThenThatComesFirst() {
        everythingBy(key(null)).forEach(wish -> refused(acmeAsking().when(wish), ErrorCode.ORG_REQUIRES_EXPIRING_KEY));
        everythingBy(key(NOW.plus(WEEK)))
                .forEach(wish -> refused(acmeAsking().when(wish), ErrorCode.SECURITY_POLICY_NOT_MET));
    }

    @Test
    void givenFactsThatArriveLaterWhenActingThenTheDoorIsOpen() {
        people.report("user_alice", MET);
        acmeAsking().when(new DeleteOrganization(ORG, ALICE)).expectEvents(new OrgDeleted(ORG, "Acme"));
        acmeAsking().when(new DeleteOrganization(ORG, key(NOW.plus(WEEK)))).expectEvents(new OrgDeleted(ORG, "Acme"));
    }

    @Test
    void givenALowRoleThatLacksSomethingWhenActingThenThePolicyComesBeforeThePermission() {
        acme(joined(BOB, Role.READ), ASKED).when(new DeleteOrganization(ORG, BOB)).expectNoEvents()
                .expectException(new NotMet("two_factor", "password"));
        refused(acme(ASKED).when(new DeleteOrganization(ORG, BOB)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenWhoLacksEverythingWhenLeavingThenLeft() {
        for (Principal who : List.of(ALICE, key(null))) {
            acmeAsking().when(new RemoveMember(ORG, emailOf(ALICE), who))
                    .expectEvents(new MemberLeft(ORG, "user_alice", Role.SUPER_ADMIN));
        }
    }

    @Test
    void givenWhoLacksEverythingWhenAcceptingThenJoined() {
        people.report("user_olga", MET);
        acme(invited(BOB, Role.WRITE, OLGA), ASKED)
                .when(new AcceptInvitation(ORG, invitationOf(BOB), null, BOB))
                .expectEvents(new MemberJoined(ORG, "user_bob", Role.WRITE, null, invitationOf(BOB)));
    }

    @Test
    void givenThePlatformWhenProvisioningThenNoPolicyBindsIt() {
        acmeAsking().when(new ProvisionMember(ORG, emailOf(CAROL), Role.READ, null, PLATFORM))
                .expectEvents(new MemberJoined(ORG, "user_carol", Role.READ, null, null));
    }

    private TestExecutor<Organization> acmeAsking() {
        return acme(joined(ALICE, Role.SUPER_ADMIN), joined(BOB, Role.READ), ASKED);
    }

    private static Principal key(@Nullable Instant end) {
        return new Principal.ApiKey("key_1", "user_alice", new KeyLimits(end, null, null));
    }

    private static final class NotMet extends TypeSafeMatcher<Refusal> {

        private final List<String> missing;

        NotMet(String... missing) {
            this.missing = List.of(missing);
        }

        @Override
        protected boolean matchesSafely(Refusal refusal) {
            return refusal.code() == ErrorCode.SECURITY_POLICY_NOT_MET
                    && missing.equals(refusal.details().get("missing"));
        }

        @Override
        public void describeTo(Description description) {
            description.appendText("security_policy_not_met for want of " + missing);
        }
    }
}
