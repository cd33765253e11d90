package dev.orgledger.query.platform.mongo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be rebuilt alone: the collections that the same projections write to. */
public enum Part {
    /** Organizations and their contact addresses. */
    ORGANIZATIONS(Collections.ORGANIZATIONS, Collections.CONTACTS),
    /** People. */
    PERSONS(Collections.PERSONS),
    /** Memberships. */
    MEMBERS(Collections.MEMBERS),
    /** Invitations, and what is kept apart of them. */
    INVITATIONS(Collections.INVITATIONS, Collections.INVITATION_NAMES, Collections.INVITATION_TOKENS),
    /** API keys. */
    API_KEYS(Collections.API_KEYS),
    /** The audit log with its chain, and the personal values of its entries. */
    AUDIT(Collections.AUDIT, Collections.EVENT_DETAILS),
    /** Where the past is looked for. Snapshots are not rebuilt but made anew when they are wanted next. */
    HISTORY(Collections.HISTORY, Collections.KEY_HISTORY, Collections.EVER_MEMBER);

    private final Set<String> collections;

    Part(String... collections) {
        this.collections = Set.of(collections);
    }

    /** Its collections. */
    public Set<String> collections() {
        return collections;
    }

    /** As an operator writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that word. */
    public static Optional<Part> of(String word) {
        return Arrays.stream(values()).filter(part -> part.word().equals(word)).findFirst();
    }
}
