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
 */
public record RequestContext(Principal principal, String requestId, String address, @Nullable String userAgent) {}
