package dev.orgledger.edge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.security.AccessDenied;

/**
 * An attempt of a member that was refused.
 *
 * @param attempt what anybody may be told of it
 * @param actor a person, or a key of one
 * @param address personal data, as is the user agent
 */
public record Denial(AccessDenied attempt, Instant at, Actor actor, String requestId, String address,
        @Nullable String userAgent) {}
