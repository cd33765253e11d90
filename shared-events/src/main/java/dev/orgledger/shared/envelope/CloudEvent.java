package dev.orgledger.shared.envelope;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** CloudEvents 1.0 in binary mode: the attributes that everything has which this service tells of. */
public final class CloudEvent {

    private static final String SPEC_VERSION = "1.0";
    private static final String SOURCE = "/orgledger";
    /** Where JSON Schemas are named; they stand on the class path below {@code /schemas/}. */
    private static final String SCHEMAS = "https://orgledger.dev/schemas/";

    private CloudEvent() {
    }

    /**
     * The record headers that say so, by their names of {@link Headers}.
     *
     * @param schema file name of its JSON Schema
     * @param subject whom or what it is about: the record's key
     */
    public static Map<String, String> headers(String id, String type, String schema, String subject, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.CE_SPEC_VERSION, SPEC_VERSION);
        headers.put(Headers.CE_ID, id);
        headers.put(Headers.CE_SOURCE, SOURCE);
        headers.put(Headers.CE_TYPE, type);
        headers.put(Headers.CE_SUBJECT, subject);
        headers.put(Headers.CE_TIME, at.toString());
        headers.put(Headers.CE_DATA_SCHEMA, SCHEMAS + schema);
        headers.put(Headers.CONTENT_TYPE, "application/json");
        return headers;
    }
}
