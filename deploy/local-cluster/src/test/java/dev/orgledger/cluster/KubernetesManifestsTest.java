package dev.orgledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the manifests against Kubernetes' own API types, which know every field and refuse any other, and against each other. */
class KubernetesManifestsTest {

    private static final Path FOLDER = Project.ROOT.resolve("deploy/kubernetes");
    private static final JsonMapper JSON = new JsonMapper();

    private interface Check {
        void of(JsonElement json) throws IOException;
    }

    private static final Map<String, Check> TYPES = Map.of("Deployment", V1Deployment::validateJsonElement,
            "StatefulSet", V1StatefulSet::validateJsonElement, "Service", V1Service::validateJsonElement, "Namespace",
            V1Namespace::validateJsonElement, "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

    private record Manifest(Path file, JsonNode json) {

        String kind() {
            return json.path("kind").asString();
        }

        String name() {
            return json.path("metadata").path("name").asString();
        }

        JsonNode pod() {
            return json.at("/spec/template/spec");
        }
    }

    @Test
    void everyManifestIsValid() throws IOException {
        for (Manifest manifest : manifests()) {
            assertThat(TYPES).as(manifest.file() + " " + manifest.kind()).containsKey(manifest.kind());
            TYPES.get(manifest.kind()).of(gson(manifest.json().toString()));
        }
        assertThatThrownBy(() -> TYPES.get("Deployment")
                .of(gson(workload("command").json().toString().replace("\"readinessProbe\"", "\"readynessProbe\""))))
                .as("a misspelt word is found").isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKustomizationsNameEveryFileAndNoOther() throws IOException {
        for (Path folder : List.of(FOLDER, FOLDER.resolve("stores"), Project.ROOT.resolve("deploy/gateway"))) {
            Map<String, Object> kustomization = ComposeFileTest
                    .yaml(Files.readString(folder.resolve("kustomization.yaml")));
            JsonNode json = JSON.valueToTree(kustomization);
            assertThat(json.path("kind").asString()).isEqualTo("Kustomization");
            Set<String> named = new HashSet<>();
            json.path("resources").forEach(resource -> named.add(resource.asString()));
            json.path("configMapGenerator").forEach(made -> {
                made.path("files").forEach(file -> named.add(file.asString()));
                made.path("envs").forEach(file -> named.add(file.asString()));
            });
            assertThat(named).allSatisfy(name -> assertThat(folder.resolve(name)).exists());
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("kustomization.yaml"))).allMatch(named::contains);
            }
        }
    }

    @Test
    void everyWorkloadHasProbesResourcesAndNoMoreRightsThanItNeeds() throws IOException {
        List<Manifest> workloads = manifests().stream().filter(manifest -> !manifest.pod().isMissingNode()).toList();

        assertThat(workloads).hasSize(6).allSatisfy(workload -> {
            JsonNode container = workload.pod().path("containers").path(0);
            assertThat(container.path("readinessProbe").isObject()).as(workload.name()).isTrue();
            assertThat(container.path("livenessProbe").isObject()).as(workload.name()).isTrue();
            assertThat(container.at("/resources/requests/memory").isString()).as(workload.name()).isTrue();
            assertThat(container.at("/resources/limits/memory").isString()).as(workload.name()).isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(workload.pod().at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(workload.pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(workload.json().at("/spec/selector/matchLabels/app.kubernetes.io~1name"))
                    .isEqualTo(workload.json().at("/spec/template/metadata/labels/app.kubernetes.io~1name"));
        });
    }

    @Test
    void whatIsRestartedOneByOneIsThereTwiceAndKeepsOneWhileMachinesAreDrained() throws IOException {
        Set<String> budgets = manifests().stream().filter(each -> each.kind().equals("PodDisruptionBudget"))
                .map(each -> each.json().at("/spec/selector/matchLabels/app.kubernetes.io~1name").asString())
                .collect(Collectors.toSet());

        for (String name : List.of("gateway", "command", "query")) {
            JsonNode deployment = workload(name).json();
            assertThat(deployment.at("/spec/replicas").asInt()).as(name).isEqualTo(2);
            assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(9)).as(name).isZero();
            assertThat(budgets).contains(name);
        }
    }

    @Test
    void everyPodIsReachedByAPolicyAndEverythingElseIsForbidden() throws IOException {
        List<Manifest> policies = manifests().stream().filter(each -> each.kind().equals("NetworkPolicy")).toList();
        assertThat(policies).anySatisfy(policy -> {
            assertThat(policy.json().at("/spec/podSelector").isEmpty()).isTrue();
            assertThat(policy.json().at("/spec/ingress").isMissingNode()).isTrue();
            assertThat(policy.json().at("/spec/policyTypes").size()).isEqualTo(2);
        });
        String all = policies.stream().map(policy -> policy.json().at("/spec/podSelector").toString())
                .collect(Collectors.joining());
        for (String name : List.of("gateway", "command", "query", "postgres", "kafka", "documents")) {
            assertThat(all).contains("\"" + name + "\"");
        }
    }

    private static Manifest workload(String name) throws IOException {
        return manifests().stream().filter(each -> each.name().equals(name) && !each.pod().isMissingNode()).findFirst()
                .orElseThrow();
    }

    private static List<Manifest> manifests() throws IOException {
        List<Manifest> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .filter(each -> !each.endsWith("kustomization.yaml")).sorted().toList()) {
                Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions()))
                        .loadAll(Files.readString(file));
                StreamSupport.stream(documents.spliterator(), false)
                        .forEach(document -> all.add(new Manifest(file, JSON.valueToTree(document))));
            }
        }
        return all;
    }

    private static JsonElement gson(String json) {
        return new Gson().fromJson(json, JsonElement.class);
    }
}
