package dev.orgledger.shared.envelope;

/**
 * Names of the Kafka record headers. Those with {@code ce_} are CloudEvents 1.0 attributes in binary mode and part of
 * the contract; the others are for this service's own use.
 */
public final class Headers {

    public static final String CE_ID = "ce_id";
    public static final String CE_SOURCE = "ce_source";
    public static final String CE_SPEC_VERSION = "ce_specversion";
    public static final String CE_TYPE = "ce_type";
    public static final String CE_SUBJECT = "ce_subject";
    public static final String CE_TIME = "ce_time";
    public static final String CE_DATA_SCHEMA = "ce_dataschema";
    public static final String CONTENT_TYPE = "content-type";
    /** Extension: version of the organization after this event, from 1 without gaps; absent on users and keys. */
    public static final String CE_ORG_VERSION = "ce_orgversion";
    /** Extension: {@link Actor#id()}. */
    public static final String CE_ACTOR_ID = "ce_actorid";
    /** Extension: the request that caused the event. */
    public static final String CE_REQUEST_ID = "ce_requestid";
    /**
     * CloudEvents' extension for distributed tracing: the W3C trace context that the event came into being in; absent where
     * nobody traced that.
     */
    public static final String CE_TRACE_PARENT = "ce_traceparent";
    /** W3C trace context of the record's way to Kafka, for tools that know nothing of CloudEvents; comes with the former. */
    public static final String TRACE_PARENT = "traceparent";

    /** Global position in the event store, decimal; on every record that the forwarder writes. */
    public static final String POSITION = "orgledger-position";
    /** {@link Actor.Type#word()} of the actor. */
    public static final String ACTOR_TYPE = "orgledger-actor-type";
    /** Id of the API key that was used; absent for other actors. */
    public static final String ACTOR_KEY = "orgledger-actor-key";
    /** JSON object from name of a personal value to its salted commitment; absent where there is none. */
    public static final String COMMITMENTS = "orgledger-commitments";

    private Headers() {
    }
}
