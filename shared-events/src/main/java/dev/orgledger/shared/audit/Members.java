package dev.orgledger.shared.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Members of JSON objects as maps have them; what is not as it should be counts as absent. */
final class Members {

    private Members() {
    }

    /** The object of that name; an empty one where there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, ?> object(Map<String, ?> of, String name) {
        return of.get(name) instanceof Map<?, ?> object ? (Map<String, ?>) object : Map.of();
    }

    /** The objects of the list of that name. */
    @SuppressWarnings("unchecked")
    static List<Map<String, ?>> objects(Map<String, ?> of, String name) {
        List<Map<String, ?>> objects = new ArrayList<>();
        if (of.get(name) instanceof Iterable<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> object) {
                    objects.add((Map<String, ?>) object);
                }
            }
        }
        return objects;
    }

    /** These members of that object; null for those that it has not. */
    static Map<String, @Nullable Object> only(Map<String, ?> of, String... names) {
        Map<String, @Nullable Object> only = new LinkedHashMap<>();
        for (String name : names) {
            only.put(name, of.get(name));
        }
        return only;
    }

    static @Nullable String text(Map<String, ?> of, String name) {
        return of.get(name) instanceof String text ? text : null;
    }

    static @Nullable Long number(Map<String, ?> of, String name) {
        return of.get(name) instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }
}
