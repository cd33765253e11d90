package dev.orgledger.edge;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Reads from a request what controllers take as parameters; for whoever makes a parameter type of their own. */
public final class RequestParameters {

    private static final int MAX_USER_AGENT = 512;

    private final ClientAddress addresses;

    RequestParameters(ClientAddress addresses) {
        this.addresses = addresses;
    }

    /** Who asks; {@code missing_credentials} where nobody is known. */
    public RequestContext context(HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller)) {
            throw Refusal.of(ErrorCode.MISSING_CREDENTIALS);
        }
        return new RequestContext(caller.getPrincipal(), RequestIdFilter.of(request), addresses.of(request),
                cut(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    /** The parameters of a command; {@code body_too_large}, {@code not_json}, {@code invalid_body}. */
    public Body body(HttpServletRequest request) throws IOException {
        return BodyReader.read(request);
    }

    /** The part of a list; {@code invalid_page}. */
    public Page page(HttpServletRequest request) {
        return Parameters.page(request);
    }

    /** The version that a command expects; {@code invalid_if_match}. */
    public IfMatch ifMatch(HttpServletRequest request) {
        return Parameters.ifMatch(request);
    }

    /** What makes a command repeatable; {@code invalid_idempotency_key}. */
    public IdempotencyKey idempotencyKey(HttpServletRequest request) {
        return Parameters.idempotencyKey(request);
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= MAX_USER_AGENT
                ? userAgent
                : userAgent.substring(0, MAX_USER_AGENT);
    }
}
