package dev.orgledger.standalone;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values as a schema of the OpenAPI document describes them; ids are those of things that are there. */
final class Meant {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Described described;
    private final RandomGenerator random;
    private final Map<String, String> known;

    /** @param known by the name of a field what it should say, such as {@code orgId} */
    Meant(Described described, RandomGenerator random, Map<String, String> known) {
        this.described = described;
        this.random = random;
        this.known = known;
    }

    ObjectNode object(JsonNode reference) {
        JsonNode schema = described.followed(reference);
        ObjectNode object = NODES.objectNode();
        List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").forEachEntry((name, property) -> {
            if (required.contains(name) || known.containsKey(name) || random.nextBoolean()) {
                object.set(name, value(name, property));
            }
        });
        return object;
    }

    JsonNode value(String name, JsonNode reference) {
        JsonNode schema = described.followed(reference);
        if (known.containsKey(name)) {
            return NODES.stringNode(known.get(name));
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return any(schema.path("enum"));
        }
        if (schema.has("anyOf")) {
            return value(name, any(schema.path("anyOf")));
        }
        String type = schema.path("type").isArray()
                ? any(schema.path("type")).asString()
                : schema.path("type").asString("string");
        return switch (type) {
            case "null" -> NODES.nullNode();
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "integer" -> NODES.numberNode(schema.path("minimum").asInt(0) + random.nextInt(3));
            case "array" -> array(schema);
            case "object" -> object(schema);
            default -> NODES.stringNode(text(name, schema));
        };
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3) + schema.path("minItems").asInt(0); i > 0; i--) {
            array.add(value("orgId", schema.path("items")));
        }
        return array;
    }

    private String text(String name, JsonNode schema) {
        return switch (schema.path("format").asString(name)) {
            case "date-time" -> Instant.now().plusSeconds(random.nextInt(1, 10_000)).toString();
            case "email" -> "fuzz-" + UUID.randomUUID() + "@example.test";
            case "uri", "image_url", "logo", "website" -> "https://example.test/" + random.nextInt();
            default -> name + random.nextInt(1_000);
        };
    }

    private JsonNode any(JsonNode of) {
        return of.get(random.nextInt(of.size()));
    }
}
