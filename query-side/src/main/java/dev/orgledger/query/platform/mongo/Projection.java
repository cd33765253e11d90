package dev.orgledger.query.platform.mongo;

import java.util.List;
import java.util.Set;

import dev.orgledger.query.platform.kafka.Incoming;

/** Turns records into documents: one method per event, no decision, no look-up. */
public interface Projection {

    /** The collections that it writes to. */
    Set<String> collections();

    /** The same for documents that are made beside those that are read: what it looks for it finds in that store. */
    default Projection beside(Store store) {
        return this;
    }

    /** Tells which records come next; for what follows from the documents before them. Most need nothing. */
    default void begin(List<Incoming> records) {
    }

    /** Adds what this record changes; a record that says nothing here adds nothing. */
    void apply(Incoming incoming, Writes writes);
}
