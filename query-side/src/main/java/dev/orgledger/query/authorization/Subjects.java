package dev.orgledger.query.authorization;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Whom a question is about, and whether that is the caller's business. */
@Component
class Subjects {

    /**
     * A question that may be asked.
     *
     * @param known what it is decided by
     * @param subject whom it is about; empty for a key that is not valid
     */
    record Asked(Knowledge known, Optional<Principal> subject) {}

    private final AccessState state;
    private final ReadAccess access;
    private final Moments moments;

    Subjects(AccessState state, ReadAccess access, Moments moments) {
        this.state = state;
        this.access = access;
        this.moments = moments;
    }

    /** About oneself anyone may ask; about others operators, and about their past whoever may read the organization's audit log. */
    Asked of(Principal caller, Question question) {
        boolean operator = caller instanceof Principal.Platform || caller instanceof Principal.CheckKey;
        if (question.userId() == null && question.keyId() == null && operator) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("userId or keyId is required").with("parameter",
                    "userId");
        }
        boolean oneself = oneself(caller, question);
        if (!oneself && !operator
                && !(question.ofThePast() && access.mayAudit(caller, question.organization()))) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED)
                    .saying("Only the platform key and the check key may ask about other people");
        }
        Knowledge known = moments.of(question.at());
        if (question.keyId() != null) {
            return new Asked(known, known.key(question.keyId()));
        }
        return new Asked(known, oneself ? known.then(caller) : Optional.of(new Principal.User(userOf(question))));
    }

    private boolean oneself(Principal caller, Question question) {
        if (question.keyId() != null) {
            boolean own = state.ownerOfKey(question.keyId()).equals(Optional.ofNullable(caller.personId()));
            // What another key of the same owner may do would tell a narrowed one of what lies beyond its limits.
            boolean another = caller.narrowed()
                    && !(caller instanceof Principal.ApiKey key && key.keyId().equals(question.keyId()));
            return own && !another;
        }
        return question.userId() == null || question.userId().equals(caller.personId());
    }

    private static String userOf(Question question) {
        if (question.userId() == null) {
            throw new IllegalStateException("a question about nobody");
        }
        return question.userId();
    }
}
