package dev.orgledger.command.organization;

import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.command.apikey.ApiKeys.Kept;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Binding;

/**
 * Decides which keys of members are let in, for those who were let through. A key that would not reach the organization
 * anyway looks like one that does not exist: whose it is, and that it is there at all, is nobody's business here.
 */
record KeyAccessDecisions(OrganizationState state, Asked asked, ApiKeys keys) {

    void cutOff(String keyId) {
        Kept key = reaching(keyId);
        if (state.cutOff(keyId)) {
            throw Refusal.of(ErrorCode.APIKEY_NOT_FOUND);
        }
        asked.happened(new ApiKeyCutOff(state.orgId(), keyId, key.userId()));
    }

    void restore(String keyId) {
        Kept key = reaching(keyId);
        if (state.cutOff(keyId)) {
            asked.happened(new ApiKeyRestored(state.orgId(), keyId, key.userId()));
        }
    }

    /** The key that reaches the organization but for being cut off, of an owner who does not rank above the one who asks. */
    private Kept reaching(String keyId) {
        Kept key = keys.byId(keyId)
                .filter(found -> found.works(asked.now()) && found.limits().reaches(state.orgId()))
                .orElseThrow(() -> Refusal.of(ErrorCode.APIKEY_NOT_FOUND));
        Binding owner = state.member(key.userId(), asked.now());
        if (owner == null) {
            throw Refusal.of(ErrorCode.APIKEY_NOT_FOUND);
        }
        NobodyReachesAboveTheOwnRole.touching(asked, owner.role());
        return key;
    }
}
