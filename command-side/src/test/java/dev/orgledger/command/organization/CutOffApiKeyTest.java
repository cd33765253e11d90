package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.apikey.KeyAccessCommand.CutOffApiKey;
import dev.orgledger.command.member.MemberCommand.RemoveMember;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class CutOffApiKeyTest extends OrganizationFixture {

    private static final Object CUT_OFF = new ApiKeyCutOff(ORG, "key_bob", "user_bob");

    CutOffApiKeyTest() {
        key("key_bob", BOB, null);
    }

    @Test
    void givenAnAdminWhenCuttingOffAMembersKeyThenCutOff() {
        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.WRITE)).when(cutOff("key_bob", ALICE)).expectEvents(CUT_OFF);
    }

    @Test
    void givenAKeyThatIsLimitedToThisOrganizationWhenCuttingOffThenCutOff() {
        key("key_bob", BOB, Set.of(ORG, "org_other"));
        acme(joined(BOB, Role.WRITE)).when(cutOff("key_bob", OLGA)).expectEvents(CUT_OFF);
    }

    @Test
    void givenACutOffKeyWhenItActsThenOrganizationNotFoundAndItsOwnerStillActs() {
        Principal key = new Principal.ApiKey("key_bob", "user_bob", KeyLimits.NONE);
        refused(acme(joined(BOB, Role.ADMIN), joined(CAROL, Role.READ), CUT_OFF)
                .when(new RemoveMember(ORG, emailOf(CAROL), key)), ErrorCode.ORGANIZATION_NOT_FOUND);
        acme(joined(BOB, Role.ADMIN), joined(CAROL, Role.READ), CUT_OFF)
                .when(new RemoveMember(ORG, emailOf(CAROL), BOB)).expectSuccessfulHandlerExecution();
        acme(joined(BOB, Role.ADMIN), joined(CAROL, Role.READ), CUT_OFF,
                new ApiKeyRestored(ORG, "key_bob", "user_bob")).when(new RemoveMember(ORG, emailOf(CAROL), key))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAMembershipThatEndedAndCameBackThenTheKeyStaysCutOff() {
        Principal key = new Principal.ApiKey("key_bob", "user_bob", KeyLimits.NONE);
        refused(acme(joined(BOB, Role.ADMIN), CUT_OFF, new MemberLeft(ORG, "user_bob", Role.ADMIN),
                joined(BOB, Role.ADMIN)).when(new RemoveMember(ORG, emailOf(BOB), key)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenACutOffKeyWhenCuttingOffAgainThenApikeyNotFoundUntilItIsRestored() {
        refused(acme(joined(BOB, Role.WRITE), CUT_OFF).when(cutOff("key_bob", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        acme(joined(BOB, Role.WRITE), CUT_OFF, new ApiKeyRestored(ORG, "key_bob", "user_bob"))
                .when(cutOff("key_bob", OLGA)).expectEvents(CUT_OFF);
    }

    @Test
    void givenAKeyThatDoesNotReachTheOrganizationWhenCuttingOffThenApikeyNotFound() {
        refused(acme(joined(BOB, Role.WRITE)).when(cutOff("key_unknown", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        refused(acme().when(cutOff("key_bob", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        refused(acme(joined(BOB, Role.WRITE), new MemberLeft(ORG, "user_bob", Role.WRITE))
                .when(cutOff("key_bob", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        key("key_elsewhere", BOB, Set.of("org_other"));
        refused(acme(joined(BOB, Role.WRITE)).when(cutOff("key_elsewhere", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        keys.created("key_over", "user_bob", "k", "key_over", new KeyLimits(NOW, null, null), NOW);
        refused(acme(joined(BOB, Role.WRITE)).when(cutOff("key_over", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        keys.revoked("key_bob", NOW);
        refused(acme(joined(BOB, Role.WRITE)).when(cutOff("key_bob", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
    }

    @Test
    void givenAnOwnerInAHigherRoleWhenAnAdminCutsOffThenRoleAboveOwn() {
        key("key_olga", OLGA, null);
        refused(acme(joined(ALICE, Role.ADMIN)).when(cutOff("key_olga", ALICE)), ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenNoRightWhenCuttingOffThenPermissionDenied() {
        acme(joined(ALICE, Role.WRITE), joined(BOB, Role.READ)).when(cutOff("key_bob", ALICE)).expectNoEvents()
                .expectException(new DeniedMatcher("Insufficient permissions to manage members", "org.manage_members",
                        "write", "admin"));
        refused(acme(joined(BOB, Role.READ)).when(cutOff("key_bob", keyOf(OLGA, Role.SUPER_ADMIN))),
                ErrorCode.PERMISSION_DENIED);
        refused(acme(joined(BOB, Role.READ)).when(cutOff("key_bob", PLATFORM)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAStrangerOrADeletedOrganizationWhenCuttingOffThenOrganizationNotFound() {
        refused(acme(joined(BOB, Role.READ)).when(cutOff("key_bob", CAROL)), ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme(joined(BOB, Role.READ), new OrgDeleted(ORG, "Acme")).when(cutOff("key_bob", OLGA)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAnotherVersionThanExpectedWhenCuttingOffThenVersionMismatch() {
        refused(acme(joined(BOB, Role.WRITE)).when(cutOff("key_bob", OLGA), expecting(1)), ErrorCode.VERSION_MISMATCH);
    }

    private void key(String keyId, Principal owner, @Nullable Set<String> orgs) {
        keys.created(keyId, id(owner), "k", keyId, new KeyLimits(null, orgs, null), Instant.EPOCH);
    }

    private static CutOffApiKey cutOff(String keyId, Principal by) {
        return new CutOffApiKey(ORG, keyId, by);
    }
}
