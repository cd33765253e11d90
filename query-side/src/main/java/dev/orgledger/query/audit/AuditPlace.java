package dev.orgledger.query.audit;

import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import java.util.List;

import org.bson.conversions.Bson;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.security.AccessDenied;

/**
 * Where an entry stands in the log of an organization or user: the id of its document, so that ids in order are the log in
 * order, and a stretch of versions is found by ids alone. Every store finds those fast.
 */
final class AuditPlace {

    private static final String ZEROS = "000000000000";

    private AuditPlace() {
    }

    /** The place of that event: its version in an organization's log, its global position in a user's own. */
    static String of(Incoming.Event record) {
        Long version = record.orgVersion();
        return of(record.event().subject(), version == null ? record.position() : version);
    }

    /** The place of that version in that organization's log. */
    static String of(String orgId, long version) {
        // By hand: every event has its place made, and a format is parsed each time.
        String number = Long.toString(version);
        return orgId + "/" + ZEROS.substring(Math.min(ZEROS.length(), number.length())) + number;
    }

    /**
     * Where all places of that organization or user lie. That says nothing which the subject does not, but a store without
     * indexes finds it by its key.
     */
    static List<Bson> all(String subject) {
        return List.of(gte("_id", subject + "/"), lt("_id", subject + "0"));
    }

    /** The place of that refused attempt: behind the event of the version that was known then. */
    static String of(AccessDenied attempt) {
        return of(attempt.orgId(), attempt.afterVersion()) + "/" + attempt.id();
    }
}
