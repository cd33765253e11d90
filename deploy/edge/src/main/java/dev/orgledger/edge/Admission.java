package dev.orgledger.edge;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** What is asked of the holder of a credential before any end point is: the same on both sides. */
record Admission(KeyRateLimit rateLimit, KeyUses uses) {

    private static final RequestMatcher AUTHORIZATION = PathPatternRequestMatcher.withDefaults()
            .matcher("/authorization/**");

    /** Refuses the check key whatever but a check, and an API key what is too much. */
    void admit(Principal holder, HttpServletRequest request) {
        if (holder instanceof Principal.CheckKey && !AUTHORIZATION.matches(request)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED).saying("The check key may only ask about permissions");
        }
        if (holder instanceof Principal.ApiKey key) {
            rateLimit.count(key.keyId());
            uses.mark(key.keyId());
        }
    }
}
