package dev.orgledger.edge;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Principal;

/**
 * Who asks, and how: set once per request by the edge. A controller method takes it as a parameter.
 *
 * @param principal who asks
 * @param requestId {@code x-request-id}, taken or made
 * @param address the client's address as text, behind trusted proxies only their word for it
 * @param userAgent as sent, cut to 512 characters
 * @param traceparent the W3C trace context of what this request causes; null where nobody traces it
 */
public record RequestContext(Principal principal, String requestId, String address, @Nullable String userAgent,
        @Nullable String traceparent) {

    /** Of a request that nobody traces. */
    public RequestContext(Principal principal, String requestId, String address, @Nullable String userAgent) {
        this(principal, requestId, address, userAgent, null);
    }

    /** The same at a later step of its trace. */
    public RequestContext at(@Nullable String otherTraceparent) {
        return new RequestContext(principal, requestId, address, userAgent, otherTraceparent);
    }
}
