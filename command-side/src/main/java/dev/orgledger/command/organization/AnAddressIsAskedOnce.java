package dev.orgledger.command.organization;

import java.time.Instant;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: neither a member nor somebody with a live invitation is invited. */
final class AnAddressIsAskedOnce {

    private AnAddressIsAskedOnce() {
    }

    static void check(OrganizationState state, String personId, Instant now) {
        if (state.member(personId, now) != null) {
            throw Refusal.of(ErrorCode.MEMBER_ALREADY_EXISTS);
        }
        PendingInvitation pending = state.invitation(personId);
        if (pending != null && !pending.expired(now)) {
            throw Refusal.of(ErrorCode.ALREADY_INVITED);
        }
    }
}
