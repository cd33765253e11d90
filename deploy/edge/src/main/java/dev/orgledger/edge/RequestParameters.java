package dev.orgledger.edge;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;

import tools.jackson.databind.JsonNode;

import dev.orgledger.edge.trace.Traces;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Reads from a request what controllers take as parameters; for whoever makes a parameter type of their own. */
public final class RequestParameters {

    private static final int MAX_USER_AGENT = 512;
    /** The request attribute of the parameters that were read from the body, which can be read but once. */
    private static final String BODY = RequestParameters.class.getName();
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final ClientAddress addresses;
    private final Traces traces;

    RequestParameters(ClientAddress addresses, Traces traces) {
        this.addresses = addresses;
        this.traces = traces;
    }

    /** Who asks; {@code missing_credentials} where nobody is known. */
    public RequestContext context(HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller)) {
            throw Refusal.of(ErrorCode.MISSING_CREDENTIALS);
        }
        return new RequestContext(caller.getPrincipal(), RequestIdFilter.of(request), addresses.of(request),
                cut(request.getHeader(HttpHeaders.USER_AGENT)), traces.of(request));
    }

    /** The parameters of a command; {@code body_too_large}, {@code not_json}, {@code invalid_body}. */
    public Body body(HttpServletRequest request) throws IOException {
        Body body = BodyReader.read(request);
        request.setAttribute(BODY, body);
        organization(request).ifPresent(RequestIdFilter::about);
        return body;
    }

    /** The organization that the request itself says it is about; empty where it names none. */
    Optional<String> organization(HttpServletRequest request) {
        String named = null;
        if (request.getAttribute(BODY) instanceof Body body) {
            JsonNode typed = body.json().get("orgId");
            named = typed != null && typed.isString() ? typed.asString() : null;
        } else if (READS.contains(request.getMethod())) {
            named = request.getParameter("orgId");
        }
        return Optional.ofNullable(named).filter(orgId -> !orgId.isBlank());
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
