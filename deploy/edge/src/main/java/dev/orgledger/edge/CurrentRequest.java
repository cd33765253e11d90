package dev.orgledger.edge;

import java.util.Optional;

import org.slf4j.MDC;

/** What the thread is busy with: for whoever asks another process on behalf of a request. */
public final class CurrentRequest {

    /** The header that carries the request's id, in both directions. */
    public static final String ID_HEADER = RequestIdFilter.HEADER;

    private CurrentRequest() {
    }

    /** The id of the request in hand; empty where there is none. */
    public static Optional<String> id() {
        return Optional.ofNullable(MDC.get(RequestIdFilter.MDC_KEY));
    }
}
