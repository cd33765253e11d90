package dev.orgledger.shared.envelope;

import java.util.List;

/** The Kafka topics, contract section 8. */
public final class Topics {

    /** Every domain event, CloudEvents 1.0 binary mode; key is the organization's or the user's id. */
    public static final String EVENTS = "org.events.v1";

    /**
     * Compacted: one {@link PersonRecord} per person id, one {@link ContactRecord} per organization id; a tombstone at
     * erasure.
     */
    public static final String PERSONS = "org.persons.v1";

    /** Compacted: the present state of everything that decides about access, see {@link StateRecord} for keys and values. */
    public static final String STATE = "org.state.v1";

    /** Compacted, for the query side alone: see {@link InternalRecord} for its keys and values. */
    public static final String INTERNAL = "org.internal.v1";

    /** For the query side alone, one partition: one {@link Watermark} per forwarded batch, and one a second at least. */
    public static final String WATERMARK = "org.internal.watermark.v1";

    /**
     * For the query side alone, compacted: one {@link InternalRecord.Use} per API key id, from both sides; the latest time
     * counts, whatever the order. It holds nothing that a decision needs, and a lost record does no harm.
     */
    public static final String USAGE = "org.internal.usage.v1";

    /**
     * Attempts of members that were refused, from both sides: one {@link dev.orgledger.shared.security.AccessDenied} each,
     * CloudEvents 1.0 binary mode; key is the organization's id. Kept for ever, ids only.
     */
    public static final String SECURITY = "org.security.v1";

    /**
     * For the query side alone, compacted: one {@link InternalRecord.Denial} per record on {@link #SECURITY}, under
     * {@code denied/<its id>/<personId>}; a tombstone forgets it.
     */
    public static final String DENIALS = "org.internal.denials.v1";

    /** Partitions of each of these but {@link #WATERMARK}; fixed for ever. */
    public static final int PARTITIONS = 12;

    /** The topics whose end offsets a {@link Watermark} names. */
    public static final List<String> DATA = List.of(EVENTS, STATE, PERSONS, INTERNAL);

    private Topics() {
    }
}
