package dev.orgledger.embedded;

import java.util.List;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.Document;

/**
 * A count in the clothes of an aggregation: what matches, perhaps from one on and not beyond another, in one group.
 *
 * @param skip 0 where none are left out
 * @param limit 0 where all are counted
 */
record Counting(String collection, Document filter, int skip, int limit) {

    private static final Document GROUP = new Document("_id", 1).append("n", new Document("$sum", 1));

    /** That command as what it counts; null when it does something else. */
    static @Nullable Counting of(Document command, String name) {
        if (!(command.get(name) instanceof String collection)
                || !(command.get("pipeline") instanceof List<?> stages) || stages.size() < 2
                || !GROUP.equals(((Document) stages.getLast()).get("$group"))
                || !(((Document) stages.getFirst()).get("$match") instanceof Document filter)) {
            return null;
        }
        int skip = 0;
        int limit = 0;
        for (Object stage : stages.subList(1, stages.size() - 1)) {
            Document only = (Document) stage;
            // Behind a limit, leaving some out would mean something else.
            if (only.size() == 1 && only.get("$skip") instanceof Number number && skip == 0 && limit == 0) {
                skip = number.intValue();
            } else if (only.size() == 1 && only.get("$limit") instanceof Number number && limit == 0) {
                limit = number.intValue();
            } else {
                return null;
            }
        }
        return new Counting(collection, filter, skip, limit);
    }

    Document command() {
        return new Document("count", collection).append("query", filter).append("skip", skip).append("limit", limit);
    }

    /** The aggregation's answer, by that of {@link #command}: no group where nothing is found. */
    Document answer(String database, Document counted) {
        List<Document> groups = Integer.valueOf(0).equals(counted.get("n"))
                ? List.of()
                : List.of(new Document("_id", 1).append("n", counted.get("n")));
        return new Document("cursor",
                new Document("id", 0L).append("ns", database + "." + collection).append("firstBatch", groups))
                .append("ok", 1.0);
    }
}
