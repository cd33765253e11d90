package dev.orgledger.shared.role;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The role that one person holds in one organization.
 *
 * @param role the role
 * @param since when the person joined or got this role
 * @param until its end, exclusive; null is no end
 * @param grantedBy id of the event that granted it
 */
public record Binding(Role role, Instant since, @Nullable Instant until, String grantedBy) {

    /** Whether the role is over at that moment. */
    public boolean expired(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
