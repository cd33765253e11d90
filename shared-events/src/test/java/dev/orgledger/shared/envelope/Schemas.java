package dev.orgledger.shared.envelope;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.envelope.EventTypes.EventType;

/** The JSON Schemas of this jar, as a consumer uses them. */
final class Schemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {
    }

    /** The schema file itself. */
    static JsonNode document(String file) {
        return JsonMapper.shared().readTree(Samples.resource("/schemas/" + file));
    }

    /** What that schema has against that JSON; formats such as {@code date-time} are asserted. */
    static List<Error> faults(String file, JsonNode json) {
        Schema schema = REGISTRY.getSchema(document(file));
        return schema.validate(json.toString(), InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** The fields that every event of that type has. */
    static List<String> required(EventType type) {
        return document(type.schema()).get("required").valueStream().map(JsonNode::asString).toList();
    }

    /** A folder of the class path. */
    static File folder(String path) {
        URL url = Schemas.class.getResource(path);
        if (url == null) {
            throw new AssertionError("missing on the class path: " + path);
        }
        try {
            return new File(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
