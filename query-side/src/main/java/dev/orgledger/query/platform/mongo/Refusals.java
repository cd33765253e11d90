package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import java.util.ArrayList;
import java.util.List;

import org.bson.Document;

/** Refused attempts, which stand on Kafka and nowhere else: carried from the former documents where their topic is gone. */
public final class Refusals {

    private static final int AT_ONCE = 1_000;

    private Refusals() {
    }

    /** Writes those that the current audit log has to the one that is made. */
    public static void carry(Rebuilding rebuilding) {
        if (!rebuilding.collections().contains(Collections.AUDIT)) {
            return;
        }
        Bulk bulk = rebuilding.bulk();
        List<String> ids = new ArrayList<>();
        for (Document entry : rebuilding.carried(Collections.AUDIT, eq("outcome", "denied"))) {
            ids.add(entry.getString("event_id"));
            bulk.writes().once(Collections.AUDIT, entry.getString("_id"), Writes.positionOf(entry), without(entry));
            if (ids.size() == AT_ONCE) {
                details(rebuilding, ids, bulk);
            }
        }
        details(rebuilding, ids, bulk);
    }

    private static void details(Rebuilding rebuilding, List<String> ids, Bulk bulk) {
        for (Document details : rebuilding.carried(Collections.EVENT_DETAILS, in("_id", ids))) {
            details.forEach((person, part) -> {
                if (part instanceof Document values) {
                    bulk.writes().part(Collections.EVENT_DETAILS, details.getString("_id"), person,
                            Writes.positionOf(values), without(values));
                }
            });
        }
        ids.clear();
        bulk.sendBatch();
    }

    private static Document without(Document stored) {
        Document fields = new Document(stored);
        fields.remove("_id");
        fields.remove(Writes.POSITION);
        return fields;
    }
}
