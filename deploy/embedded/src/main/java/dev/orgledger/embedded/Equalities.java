package dev.orgledger.embedded;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;

/** The fields for which a filter names the values that it finds, as far as an {@link OrderedIndex} can tell them. */
final class Equalities {

    private final Map<String, List<Object>> values = new HashMap<>();
    private boolean whole = true;

    static Equalities of(Document filter) {
        Equalities equalities = new Equalities();
        equalities.read(filter);
        return equalities;
    }

    /** The values that are looked for in that field; none when the filter does not say. */
    List<Object> of(String field) {
        return values.getOrDefault(field, List.of());
    }

    /** How many fields it names values of. */
    int fields() {
        return values.size();
    }

    /** Whether the filter says nothing else. */
    boolean whole() {
        return whole;
    }

    private void read(Document filter) {
        filter.forEach((field, condition) -> {
            if (field.equals("$and") && condition instanceof Collection<?> all) {
                all.forEach(one -> read((Document) one));
            } else {
                List<Object> named = field.startsWith("$") ? List.of() : named(condition);
                if (named.isEmpty() || values.putIfAbsent(field, named) != null) {
                    whole = false;
                }
            }
        });
    }

    private static List<Object> named(Object condition) {
        if (condition instanceof Document operators) {
            if (operators.keySet().equals(Set.of("$in")) && operators.get("$in") instanceof Collection<?> some) {
                return some.stream().allMatch(Equalities::simple) ? List.copyOf(some) : List.of();
            }
            return List.of();
        }
        return simple(condition) ? List.of(condition) : List.of();
    }

    /** Not null, which also finds what is not there; no list, which also finds what holds one of its own. */
    private static boolean simple(Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Number
                || value instanceof Instant;
    }
}
