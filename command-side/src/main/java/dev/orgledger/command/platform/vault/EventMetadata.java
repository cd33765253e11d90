package dev.orgledger.command.platform.vault;

/** Names of the metadata entries of every stored event. */
public final class EventMetadata {

    /** {@code Actor.Type.word()} of the actor. */
    public static final String ACTOR_TYPE = "actor_type";
    /** User id of the actor; absent for the platform and the system. */
    public static final String ACTOR_ID = "actor_id";
    /** Id of the API key that was used; absent where none was. */
    public static final String ACTOR_KEY = "actor_key";
    /** The request that caused the event. */
    public static final String REQUEST_ID = "request_id";
    /** The W3C trace context of the command that caused the event; absent where nobody traced it. */
    public static final String TRACE_PARENT = "traceparent";
    /** Map from name of a personal value to its salted commitment; absent where there is none. */
    public static final String COMMITMENTS = "commitments";

    private EventMetadata() {
    }
}
