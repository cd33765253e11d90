package dev.orgledger.command.platform.idempotency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A first answer: status 200 with its body and headers. A refusal is kept as its code, and thrown again. */
public record KeptAnswer(int status, Map<String, Object> body, Map<String, String> headers) {

    /** The same with null in place of every entry of those names, at any depth. */
    public KeptAnswer without(Set<String> secrets) {
        return secrets.isEmpty() ? this : new KeptAnswer(status, blanked(body, secrets), headers);
    }

    private static Map<String, Object> blanked(Map<?, ?> map, Set<String> secrets) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            Object kept = value instanceof Map<?, ?> inner ? blanked(inner, secrets) : value;
            copy.put(String.valueOf(name), secrets.contains(String.valueOf(name)) ? null : kept);
        });
        return copy;
    }
}
