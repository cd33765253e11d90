package dev.orgledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what describes containers against the schema of the Compose specification (compose-spec.json, Apache License 2.0, of
 * github.com/compose-spec/compose-spec) and against rules of our own, where no engine is at hand.
 */
class ComposeFileTest {

    private static final Path FOLDER = Project.ROOT.resolve("deploy/compose");
    private static final Pattern TAGGED = Pattern.compile("[a-z0-9.-]+\\.[a-z]+/[a-z0-9./-]+:(?!latest)[a-z0-9.-]+");
    private static final Set<String> INSTRUCTIONS = Set.of("FROM", "COPY", "WORKDIR", "ENV", "USER", "EXPOSE",
            "ENTRYPOINT");

    private final Map<String, Object> compose = yaml(Project.text("deploy/compose/compose.yaml"));

    @Test
    void theFileIsValidByTheSchemaOfTheSpecification() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema());
        String json = new JsonMapper().writeValueAsString(compose);

        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("\"healthcheck\"", "\"healthchek\""), InputFormat.JSON))
                .as("the schema finds a misspelt word").isNotEmpty();
    }

    /** Its name for itself is no URI, which the validator insists on. */
    private static String schema() throws IOException {
        try (InputStream in = ComposeFileTest.class.getResourceAsStream("/compose-spec.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"compose_spec.json\"",
                    "\"https://example.test/compose-spec.json\"");
        }
    }

    @Test
    void everythingThatAServiceNamesIsThere() {
        Set<String> networks = map(compose, "networks").keySet();
        Set<String> volumes = map(compose, "volumes").keySet();
        map(compose, "services").forEach((name, value) -> {
            Map<String, Object> service = map(value);
            assertThat(networks).as(name).containsAll(list(service, "networks"));
            assertThat(map(compose, "services").keySet()).as(name)
                    .containsAll(map(service.getOrDefault("depends_on", Map.of())).keySet());
            for (String volume : list(service, "volumes")) {
                String source = volume.split(":")[0];
                if (source.startsWith(".")) {
                    assertThat(FOLDER.resolve(source)).as(name).exists();
                } else {
                    assertThat(volumes).as(name).contains(source);
                }
            }
            if (service.containsKey("build")) {
                Path context = FOLDER.resolve(String.valueOf(map(service, "build").get("context")));
                assertThat(context.resolve(String.valueOf(map(service, "build").get("dockerfile"))).normalize())
                        .exists();
            } else {
                assertThat(String.valueOf(service.get("image"))).matches(TAGGED);
            }
        });
    }

    @Test
    void thereAreTwoOfEachSideAndStoresAreReachedFromInsideAlone() {
        for (String side : List.of("command", "query")) {
            assertThat(map(map(compose, "services"), side)).containsEntry("scale", 2).containsEntry("read_only", true);
        }
        for (String store : List.of("postgres", "kafka", "documents")) {
            Map<String, Object> service = map(map(compose, "services"), store);
            assertThat(list(service, "networks")).containsExactly("inside");
            assertThat(service).doesNotContainKey("ports").containsKey("healthcheck");
        }
        assertThat(map(map(compose, "networks"), "inside")).containsEntry("internal", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "query"})
    void aContainerIsMadeOfTheArchiveAloneAndRunsAsNobodyInParticular(String side) throws Exception {
        List<String> lines = Files.readAllLines(FOLDER.resolve(side + ".Containerfile")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        Set<String> used = new HashSet<>();
        for (String line : lines) {
            String instruction = line.split(" ")[0];
            assertThat(INSTRUCTIONS).as(line).contains(instruction);
            used.add(instruction);
        }

        assertThat(used).as("none is missing").containsExactlyInAnyOrderElementsOf(INSTRUCTIONS);
        assertThat(lines.getFirst().split(" ")[1]).matches(TAGGED);
        assertThat(argument(lines, "USER")).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(new JsonMapper().readValue(argument(lines, "ENTRYPOINT"), List.class))
                .as("a JSON list: there is no shell").first().isEqualTo("/opt/orgledger/runtime/bin/java");
        assertThat(Project.text("deploy/package")).contains("java.options", "--output \"$folder/runtime\"",
                "\"$folder/data\"", "\"$target/$side-service.jar\" \"$folder/\"");
        assertThat(lines.stream().filter(line -> line.startsWith("COPY")))
                .allMatch(line -> Stream.of(line.split(" ")).anyMatch(word -> word.startsWith("orgledger-" + side)));
    }

    private static String argument(List<String> lines, String instruction) {
        return lines.stream().filter(line -> line.startsWith(instruction + " ")).findFirst().orElseThrow()
                .substring(instruction.length() + 1);
    }

    static Map<String, Object> yaml(String text) {
        return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static Map<String, Object> map(Map<String, Object> of, String key) {
        return map(of.get(key));
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> of, String key) {
        return (List<String>) of.getOrDefault(key, List.of());
    }
}
