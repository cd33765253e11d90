package dev.orgledger.shared.envelope;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Value of one person on {@code org.persons.v1}, under the person's id.
 *
 * @param email address as given
 * @param firstName null when not known
 * @param lastName null when not known
 * @param imageUrl null when not known
 * @param registeredAt when the person became a user; null for someone who is only invited yet
 */
public record PersonRecord(String email, @Nullable String firstName, @Nullable String lastName,
        @Nullable String imageUrl, @Nullable Instant registeredAt) {}
