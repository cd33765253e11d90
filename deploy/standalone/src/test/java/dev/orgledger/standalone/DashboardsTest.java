package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.World.Person;

/** What {@code deploy/dashboards} shows and alerts of is there, and each alert has its section of the runbook. */
class DashboardsTest {

    private static final Path FOLDER = Path.of("..", "dashboards");
    private static final Pattern METRIC = Pattern
            .compile("\\b(?:orgledger|http_server|resilience4j|jvm|process|hikaricp)_[a-z0-9_]+");
    private static final Pattern CODES = Pattern.compile("code=~?\"([a-z_|]+)\"");

    private final World world = ConfiguredWorld.shared().world;

    @Test
    void everyMetricThatTheDashboardOrAnAlertNamesIsServed() throws IOException {
        Person owner = world.person();
        owner.api().post("/authorization/check", Map.of("checks",
                List.of(Map.of("orgId", world.organization(owner), "permission", "org.read")))).expect(200);
        Set<String> named = expressions().stream().flatMap(expression -> METRIC.matcher(expression).results())
                .map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(20);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Scrape.of(world).names()).containsAll(named));
    }

    @Test
    void everyRefusalThatAnAlertNamesIsACodeOfTheContract() throws IOException {
        List<String> codes = new ArrayList<>();
        for (String expression : expressions()) {
            Matcher found = CODES.matcher(expression);
            while (found.find()) {
                codes.addAll(List.of(found.group(1).split("\\|")));
            }
        }

        Scrape now = Scrape.of(world);
        assertThat(codes).isNotEmpty().allSatisfy(
                code -> assertThat(now.has("orgledger_refusals_total", "code=\"" + code + "\"")).as(code).isTrue());
    }

    @Test
    void everyAlertHasItsSectionOfTheRunbookAndEverySectionItsAlert() throws IOException {
        String operations = Files.readString(Path.of("..", "..", "docs", "operations.md"));
        Set<String> sections = Pattern.compile("(?m)^### (Orgledger\\w+)$").matcher(operations).results()
                .map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(((Map<?, ?>) alert.get("annotations")).get("runbook"))
                    .isEqualTo("docs/operations.md#" + alert.get("alert").toString().toLowerCase());
            assertThat(((Map<?, ?>) alert.get("labels")).get("severity").toString()).isIn("critical", "warning");
        });
        assertThat(alerts().stream().map(alert -> alert.get("alert").toString()).collect(Collectors.toSet()))
                .isEqualTo(sections);
    }

    private static List<String> expressions() throws IOException {
        List<String> all = new ArrayList<>(alerts().stream().map(alert -> alert.get("expr").toString()).toList());
        JsonNode dashboard = Api.JSON.readTree(Files.readString(FOLDER.resolve("grafana.json")));
        dashboard.findValues("expr").forEach(expression -> all.add(expression.asString()));
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml()
                .load(Files.readString(FOLDER.resolve("alerts.yaml")));
        return file.get("groups").stream().flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .toList();
    }
}
