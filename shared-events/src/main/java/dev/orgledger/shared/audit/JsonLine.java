package dev.orgledger.shared.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

/** Reads one line of an export. */
final class JsonLine {

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build()).build();
    /** For clients of Capgo's log: no hash covers them, the seal does. */
    private static final Set<String> PASSED_OVER = Set.of("table_name", "operation", "record_id", "old_record",
            "new_record", "changed_fields", "user_id");

    private JsonLine() {
    }

    /** The object on that line; null when it is none, or says something twice. */
    static @Nullable Map<String, ?> parse(byte[] bytes, int from, int to) {
        try (JsonParser parser = MAPPER.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, ?> object = object(parser, PASSED_OVER);
            return parser.nextToken() == null ? object : null;
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, ?> object(JsonParser parser, Set<String> passedOver) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (passedOver.contains(name)) {
                parser.skipChildren();
                continue;
            }
            int size = object.size();
            object.put(name, value(parser, token));
            if (object.size() == size) {
                throw new IllegalArgumentException("twice: " + name);
            }
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser, Set.of());
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("no value: " + token);
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }
}
