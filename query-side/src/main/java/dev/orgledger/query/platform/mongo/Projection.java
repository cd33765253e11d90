package dev.orgledger.query.platform.mongo;

import dev.orgledger.query.platform.kafka.Incoming;

/** Turns records into documents: one method per event, no decision, no look-up. */
public interface Projection {

    /** Adds what this record changes; a record that says nothing here adds nothing. */
    void apply(Incoming incoming, Writes writes);
}
