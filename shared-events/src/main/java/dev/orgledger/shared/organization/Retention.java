package dev.orgledger.shared.organization;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far back an audit log can be searched and exported.
 *
 * @param searchableDays at least {@value #LEAST_DAYS}; null is the whole history
 * @param legalHold while it is on, the whole history is searchable whatever {@code searchableDays} says
 */
public record Retention(@Nullable Integer searchableDays, boolean legalHold) {

    /** Smallest {@link #searchableDays}. */
    public static final int LEAST_DAYS = 30;

    /** What an organization has until the platform changes it: everything, for ever. */
    public static final Retention WHOLE_HISTORY = new Retention(null, false);

    /** Entries from before that moment are not searchable; null where all are. */
    public @Nullable Instant searchableSince(Instant now) {
        return searchableDays == null || legalHold ? null : now.minus(Duration.ofDays(searchableDays));
    }
}
