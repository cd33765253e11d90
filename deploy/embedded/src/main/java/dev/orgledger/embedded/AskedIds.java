package dev.orgledger.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.Document;

/** Which ids a query asks for, where they are texts and it says so plainly. */
final class AskedIds {

    private static final String ID = "_id";

    private AskedIds() {
    }

    /** All ids from one to another, both inclusive. A query of it may ask for more than that, so each is still compared. */
    record Stretch(String from, String to) {}

    /** The ids, in order and each once, of a query for these and nothing else. */
    static Optional<List<String>> exactly(Document query) {
        if (query.size() == 1 && query.get(ID) instanceof Document asked && asked.size() == 1
                && asked.get("$in") instanceof Collection<?> ids && ids.stream().allMatch(String.class::isInstance)) {
            TreeSet<String> each = new TreeSet<>();
            ids.forEach(id -> each.add((String) id));
            return Optional.of(new ArrayList<>(each));
        }
        return Optional.empty();
    }

    /** Where everything lies that the query can find; empty where it names no two ends. */
    static Optional<Stretch> stretch(Document query) {
        String from = end(query, "$gte", "$gt");
        String to = end(query, "$lte", "$lt");
        return from == null || to == null ? Optional.empty() : Optional.of(new Stretch(from, to));
    }

    /** Any one of the ends will do: what lies between it and a closer one is compared and left out. */
    private static @Nullable String end(Document query, String inclusive, String exclusive) {
        if (query.get(ID) instanceof Document asked) {
            for (String operator : List.of(inclusive, exclusive)) {
                if (asked.get(operator) instanceof String id) {
                    return id;
                }
            }
        }
        return query.get("$and") instanceof Collection<?> all
                ? all.stream().filter(Document.class::isInstance).map(Document.class::cast)
                        .map(one -> end(one, inclusive, exclusive)).filter(Objects::nonNull).findFirst()
                        .orElse(null)
                : null;
    }
}
