package dev.orgledger.query.authorization;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import dev.orgledger.edge.Body;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * May somebody do that? As it was asked.
 *
 * @param userId about whom; oneself if null, as {@code keyId} is
 * @param at as of when; null is now
 */
record Question(@Nullable String orgId, @Nullable String permission, @Nullable String userId, @Nullable String keyId,
        @Nullable String at) {

    static Question of(JsonNode json) {
        if (!json.isObject()) {
            throw Refusal.of(ErrorCode.INVALID_CHECKS);
        }
        Body check = new Body(json);
        return new Question(check.text("orgId"), check.text("permission"), check.text("userId"), check.text("keyId"),
                check.text("at"));
    }

    /** About what somebody may do, whatever that is. */
    static Question ofAll(@Nullable String orgId, @Nullable String userId, @Nullable String at) {
        return new Question(orgId, null, userId, null, at);
    }

    String organization() {
        if (orgId == null || orgId.isBlank()) {
            throw Refusal.of(ErrorCode.ORG_ID_REQUIRED);
        }
        return orgId;
    }

    String wanted() {
        if (permission == null) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("permission is required").with("parameter",
                    "permission");
        }
        return permission;
    }

    /** Whether it is about what was, and not about what is. */
    boolean ofThePast() {
        return at != null;
    }
}
