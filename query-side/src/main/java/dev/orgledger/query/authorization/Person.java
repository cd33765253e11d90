package dev.orgledger.query.authorization;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.policy.PersonFacts;

/** A person as decisions need them; one of each in memory. One thread writes, many read. */
final class Person extends PersonId {

    private static final OrganizationState[] NOWHERE = {};

    /** Replaced and never changed. */
    private volatile OrganizationState[] organizations = NOWHERE;
    private volatile @Nullable Facts facts;

    /** What is known of how the person signs in, as of that position; null for whoever is no user, or no more. */
    record Facts(long position, @Nullable PersonFacts known) {}

    Person(String id) {
        super(id);
    }

    /** Where the person is a member, or was. */
    OrganizationState[] organizations() {
        return organizations;
    }

    void joined(OrganizationState organization) {
        OrganizationState[] present = organizations;
        for (OrganizationState each : present) {
            if (each == organization) {
                return;
            }
        }
        OrganizationState[] more = Arrays.copyOf(present, present.length + 1);
        more[present.length] = organization;
        organizations = more;
    }

    /** Null for whoever has not registered, or was forgotten. */
    @Nullable
    PersonFacts facts() {
        Facts present = facts;
        return present == null ? null : present.known();
    }

    /** Whether the person was a user, and was forgotten. */
    boolean forgotten() {
        Facts present = facts;
        return present != null && present.known() == null;
    }

    void told(Facts newer) {
        Facts present = facts;
        if (present == null || present.position() < newer.position()) {
            facts = newer;
        }
    }
}
