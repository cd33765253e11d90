package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

import com.fasterxml.jackson.databind.JsonNode;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;

import dev.orgledger.service.WrittenContract;
import dev.orgledger.shared.refusal.ErrorCode;

/** Holds openapi.yaml against the controllers and error codes of both sides. */
class WrittenContractTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Where contract sections 2, 5 and 6 are. */
    private static final Set<String> RIGHTS = Set.of("/user", "/apikey", "/authorization", "/organization/security");

    private final JsonNode written = written();

    private record Operation(String name, JsonNode json) {

        boolean isPublic() {
            return json.path("security").isArray() && json.path("security").isEmpty();
        }
    }

    @Test
    void isOpenApi31AndNothingOfItIsLostWhenItIsServed() throws IOException {
        OpenAPI read = WrittenContract.read();
        assertThat(written.path("openapi").asText()).startsWith("3.1.");
        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V31);

        JsonNode served = Json31.mapper().readTree(Json31.mapper().writeValueAsString(read));
        assertThat(leaves("", served)).isEqualTo(leaves("", written));
    }

    @Test
    void describesEveryEndPointOfBothSidesAndNoOther() throws ClassNotFoundException {
        Set<String> served = new TreeSet<>();
        for (String side : List.of("dev.orgledger.command", "dev.orgledger.query")) {
            Set<String> ofSide = endPoints(side);
            assertThat(ofSide).as(side).isNotEmpty();
            served.addAll(ofSide);
        }
        assertThat(operations().stream().map(Operation::name)).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void everyOperationAnswersAndOnlyPublicOnesDoWithoutACredential() {
        assertThat(operations().stream().filter(Operation::isPublic).map(Operation::name))
                .containsExactlyInAnyOrder("GET /organization/invitations/preview", "GET /audit/keys");
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.json().at("/responses/200").isObject()).as(operation.name()).isTrue();
            assertThat(operation.json().path("responses").has("401")).as(operation.name())
                    .isEqualTo(!operation.isPublic());
        });
    }

    @Test
    void everyErrorCodeExistsAndStandsUnderItsStatus() {
        Set<String> known = Arrays.stream(ErrorCode.values()).map(code -> code.status() + " " + code.code())
                .collect(Collectors.toSet());
        for (Operation operation : operations()) {
            operation.json().path("responses").properties().stream().filter(answer -> !answer.getKey().equals("200"))
                    .forEach(answer -> assertThat(codes(resolved(answer.getValue())))
                            .as(operation.name() + " " + answer.getKey()).isNotEmpty()
                            .allSatisfy(code -> assertThat(known).contains(answer.getKey() + " " + code)));
        }
    }

    @Test
    void everyOperationAboutRightsShowsAnExampleOfItsBodyAndItsAnswer() {
        List<Operation> rights = operations().stream().filter(operation -> RIGHTS.stream()
                .anyMatch(path -> operation.name().split(" ")[1].startsWith(path))).toList();
        assertThat(rights).hasSizeGreaterThan(15).allSatisfy(operation -> {
            assertThat(hasExample(operation.json().at("/responses/200"))).as(operation.name() + " answer").isTrue();
            assertThat(!operation.json().has("requestBody") || hasExample(operation.json().path("requestBody")))
                    .as(operation.name() + " body").isTrue();
        });
    }

    private static boolean hasExample(JsonNode carrier) {
        JsonNode content = carrier.at("/content/application~1json");
        return content.has("example") || content.has("examples");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = written.findValuesAsText("$ref");
        assertThat(references).isNotEmpty()
                .allSatisfy(reference -> assertThat(written.at(reference.substring(1)).isMissingNode()).isFalse());
    }

    private static JsonNode written() {
        try (InputStream in = WrittenContract.class.getResourceAsStream(WrittenContract.FILE)) {
            return Yaml31.mapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        written.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .map(entry -> new Operation(entry.getKey().toUpperCase() + " " + path.getKey(), entry.getValue()))
                .forEach(all::add));
        return all;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? written.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static List<String> codes(JsonNode answer) {
        return StreamSupport.stream(
                answer.at("/content/application~1json/schema/allOf/1/properties/code/enum").spliterator(), false)
                .map(JsonNode::asText).toList();
    }

    private static Set<String> endPoints(String side) throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        Set<String> found = new TreeSet<>();
        for (BeanDefinition controller : scanner.findCandidateComponents(side)) {
            Class<?> type = ClassUtils.forName(String.valueOf(controller.getBeanClassName()), null);
            assertThat(AnnotatedElementUtils.hasAnnotation(type, RequestMapping.class)).as(type.getName()).isFalse();
            for (Method method : type.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    Arrays.stream(mapping.method()).flatMap(verb -> Arrays.stream(mapping.path())
                            .map(path -> verb.name() + " " + path)).forEach(found::add);
                }
            }
        }
        return found;
    }

    /** Every value with its place; without indexes, since the order of required fields may change. */
    private static Set<String> leaves(String place, JsonNode node) {
        if (node.isContainerNode() && !node.isEmpty()) {
            return (node.isArray()
                    ? StreamSupport.stream(node.spliterator(), false).map(one -> leaves(place + "[]", one))
                    : node.properties().stream().map(one -> leaves(place + "/" + one.getKey(), one.getValue())))
                    .flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        }
        return Stream.of(place + " = " + node).collect(Collectors.toSet());
    }
}
