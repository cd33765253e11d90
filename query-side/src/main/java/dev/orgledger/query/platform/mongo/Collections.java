package dev.orgledger.query.platform.mongo;

import java.util.List;

/** Names of the collections. All of them can be dropped together: they are made again from Kafka. */
public final class Collections {

    /** One document per organization, deleted ones too. */
    public static final String ORGANIZATIONS = "organizations";
    /** The management address of an organization, under its id. */
    public static final String CONTACTS = "contacts";
    /** One document per person. */
    public static final String PERSONS = "persons";
    /** One per {@code <orgId>/<userId>}; a former member stays, with {@code gone}. */
    public static final String MEMBERS = "members";
    /** One per invitation, ended ones too. */
    public static final String INVITATIONS = "invitations";
    /** Names given with an invitation, under its id. */
    public static final String INVITATION_NAMES = "invitation_names";
    /** From the hash of a token to its invitation. */
    public static final String INVITATION_TOKENS = "invitation_tokens";
    /** One per API key. */
    public static final String API_KEYS = "api_keys";
    /**
     * One per event, by {@code <subject>/<place>}, and one per refused attempt, behind that of the version that was known then:
     * what the audit log is made of, in its order.
     */
    public static final String AUDIT = "audit";
    /** Personal values of one event or refused attempt, by its id; one part per person whom they are about. */
    public static final String EVENT_DETAILS = "event_details";
    /** States of organizations at some versions, and one document per organization that lists them. */
    public static final String HISTORY = "history";
    /** By pages where the log of one user tells of keys, and under each key whose it is. */
    public static final String KEY_HISTORY = "key_history";
    /** By pages the organizations that one person ever joined. */
    public static final String EVER_MEMBER = "ever_member";
    /** How far the projections are. */
    public static final String OFFSETS = "offsets";

    private static final List<String> MADE_FROM_KAFKA = List.of(ORGANIZATIONS, CONTACTS, PERSONS, MEMBERS, INVITATIONS,
            INVITATION_NAMES, INVITATION_TOKENS, API_KEYS, AUDIT, EVENT_DETAILS,
            HISTORY, KEY_HISTORY, EVER_MEMBER);

    private Collections() {
    }

    /** All but {@link #OFFSETS}: what projections write. */
    static List<String> madeFromKafka() {
        return MADE_FROM_KAFKA;
    }
}
