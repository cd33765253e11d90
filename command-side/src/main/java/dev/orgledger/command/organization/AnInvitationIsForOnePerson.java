package dev.orgledger.command.organization;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: only the person of the invited address answers an invitation. */
final class AnInvitationIsForOnePerson {

    private AnInvitationIsForOnePerson() {
    }

    static void check(String invited, String answering) {
        if (!invited.equals(answering)) {
            throw Refusal.of(ErrorCode.INVITATION_EMAIL_MISMATCH);
        }
    }
}
