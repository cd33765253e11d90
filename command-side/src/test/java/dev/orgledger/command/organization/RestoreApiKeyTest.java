package dev.orgledger.command.organization;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.apikey.KeyAccessCommand.RestoreApiKey;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class RestoreApiKeyTest extends OrganizationFixture {

    private static final Object CUT_OFF = new ApiKeyCutOff(ORG, "key_bob", "user_bob");

    RestoreApiKeyTest() {
        keys.created("key_bob", "user_bob", "k", "hash", KeyLimits.NONE, NOW);
    }

    @Test
    void givenACutOffKeyWhenRestoringThenRestored() {
        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.WRITE), CUT_OFF).when(restore("key_bob", ALICE))
                .expectEvents(new ApiKeyRestored(ORG, "key_bob", "user_bob"));
    }

    @Test
    void givenAKeyThatIsLetInWhenRestoringThenNoEvent() {
        acme(joined(BOB, Role.WRITE)).when(restore("key_bob", OLGA)).expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void givenAKeyThatWouldNotReachTheOrganizationWhenRestoringThenApikeyNotFound() {
        refused(acme(CUT_OFF).when(restore("key_bob", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
        refused(acme(joined(BOB, Role.WRITE)).when(restore("key_unknown", OLGA)), ErrorCode.APIKEY_NOT_FOUND);
    }

    @Test
    void givenAnOwnerInAHigherRoleWhenAnAdminRestoresThenRoleAboveOwn() {
        refused(acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.SUPER_ADMIN), CUT_OFF)
                .when(restore("key_bob", ALICE)), ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenNoRightWhenRestoringThenRefused() {
        refused(acme(joined(BOB, Role.WRITE), CUT_OFF).when(restore("key_bob", BOB)), ErrorCode.PERMISSION_DENIED);
        refused(acme(joined(BOB, Role.ADMIN), CUT_OFF).when(restore("key_bob", keyOf(OLGA, Role.SUPER_ADMIN))),
                ErrorCode.PERMISSION_DENIED);
        refused(acme(joined(BOB, Role.ADMIN), CUT_OFF).when(
                restore("key_bob", new Principal.ApiKey("key_bob", "user_bob", KeyLimits.NONE))),
                ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme(joined(BOB, Role.WRITE), CUT_OFF).when(restore("key_bob", OLGA), expecting(1)),
                ErrorCode.VERSION_MISMATCH);
    }

    private static RestoreApiKey restore(String keyId, Principal by) {
        return new RestoreApiKey(ORG, keyId, by);
    }
}
