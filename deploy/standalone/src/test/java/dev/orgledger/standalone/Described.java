package dev.orgledger.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** The operations that the served OpenAPI document describes, with every reference followed. */
final class Described {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete");

    private final JsonNode document;

    Described(JsonNode document) {
        this.document = document;
    }

    /**
     * @param body the schema of its body; missing where it takes none
     * @param answer the schema of what it answers with when all is well
     * @param refusals by status the codes that it can answer with, as {@code 404 organization_not_found}
     */
    record Operation(String verb, String path, Map<String, JsonNode> query, JsonNode body,
            JsonNode answer, Set<String> refusals) {

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        document.path("paths").forEachEntry((path, verbs) -> verbs.forEachEntry((verb, operation) -> {
            if (VERBS.contains(verb)) {
                all.add(new Operation(verb.toUpperCase(), path, query(operation),
                        operation.at("/requestBody/content/application~1json/schema"),
                        operation.at("/responses/200/content/application~1json/schema"), refusals(operation)));
            }
        }));
        return all;
    }

    JsonNode followed(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private Map<String, JsonNode> query(JsonNode operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode one : operation.path("parameters")) {
            JsonNode parameter = followed(one);
            if (parameter.path("in").asString("").equals("query")) {
                parameters.put(parameter.path("name").asString(), parameter.path("schema"));
            }
        }
        return parameters;
    }

    private Set<String> refusals(JsonNode operation) {
        Set<String> codes = new TreeSet<>();
        operation.path("responses").forEachEntry((status, response) -> codes(followed(response)
                .at("/content/application~1json/schema")).forEach(code -> codes.add(status + " " + code)));
        return codes;
    }

    private static Stream<String> codes(JsonNode schema) {
        return Stream.concat(schema.at("/properties/code/enum").valueStream().map(JsonNode::asString),
                schema.path("allOf").valueStream().flatMap(Described::codes));
    }
}
