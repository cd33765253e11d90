package dev.orgledger.service;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Turns requests away, without a look at them, while this node starts or stops. A gateway that says so is told in a way in which
 * nothing else is said here, so that it can ask another node, a command too; see {@code deploy/gateway/nginx.conf}.
 */
final class NotReadyFilter extends OncePerRequestFilter {

    private static final String GATEWAY = "x-gateway-passes-over";
    private static final String NOT_READY = "x-not-ready";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Presence presence;

    NotReadyFilter(Presence presence) {
        this.presence = presence;
    }

    /** Whoever watches a node asks it while it is not ready. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/") || presence.takesRequests();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(GATEWAY) == null) {
            throw Refusal.of(ErrorCode.STORE_UNAVAILABLE).saying("This node is starting or stopping").retryAfter(SOON);
        }
        response.setHeader(NOT_READY, "true");
        response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
    }
}
