package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.orgledger.standalone.LocalServer.Reply;
import dev.orgledger.standalone.World.Person;

/** One trace from the request to the read model, and what leaves the process of it. */
class TracesTest {

    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static final AtomicInteger EXPORTS = new AtomicInteger();
    private static final LocalServer COLLECTOR = new LocalServer();

    @TempDir
    static Path data;
    private static World world;

    /** Beside the exporter to the collector. */
    @Configuration(proxyBeanMethods = false)
    static class InMemory {
        @Bean
        InMemorySpanExporter spansInMemory() {
            return SPANS;
        }
    }

    @BeforeAll
    static void start() {
        COLLECTOR.answer("/v1/traces", spans -> {
            EXPORTS.incrementAndGet();
            return new Reply(200, "{}");
        });
        world = new World(data, Map.of("management.opentelemetry.tracing.export.otlp.endpoint",
                COLLECTOR.at("/v1/traces"), "management.opentelemetry.tracing.export.schedule-delay", "100ms",
                "management.tracing.sampling.probability", "1.0", "spring.main.sources", InMemory.class.getName()));
    }

    @AfterAll
    static void stop() {
        world.service.close();
        COLLECTOR.close();
    }

    private final Person owner = world.person();

    @Test
    void givenATraceOfTheCallerWhenCommandingThenAllTheWayToTheReadModelIsPartOfIt() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String org = world.organization(owner);
        owner.api().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .put("/organization", Map.of("orgId", org, "name", "Traced")).expect(200);

        List<SpanData> spans = spans(trace, 4);
        SpanData request = one(spans, "http put /organization");
        SpanData command = one(spans, "command UpdateOrganization");
        SpanData publish = one(spans, "org.events.v1 publish");
        SpanData process = one(spans, "org.events.v1 process");
        assertThat(request.getParentSpanId()).as("the caller's").isEqualTo("00f067aa0ba902b7");
        assertThat(command.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(publish.getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
        assertThat(List.of(request.getKind(), command.getKind(), publish.getKind(), process.getKind()))
                .containsExactly(SpanKind.SERVER, SpanKind.INTERNAL, SpanKind.PRODUCER, SpanKind.CONSUMER);

        ConsumerRecord<String, String> event = Events.of(world.service.kafkaBootstrap(), org, 3).getLast();
        assertThat(Events.header(event, "ce_traceparent")).isEqualTo("00-" + trace + "-" + command.getSpanId() + "-01");
        assertThat(Events.header(event, "traceparent")).isEqualTo("00-" + trace + "-" + publish.getSpanId() + "-01");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(EXPORTS).hasPositiveValue());
    }

    @Test
    void givenNoTraceOfTheCallerWhenCommandingThenOneBegins() {
        String org = owner.api().post("/organization", Map.of("name", "Traced by us")).expect(200).text("/id");

        String context = Events.header(Events.of(world.service.kafkaBootstrap(), org, 1).getFirst(), "ce_traceparent");
        assertThat(spans(context.substring(3, 35), 6)).extracting(SpanData::getName).contains("http post /organization",
                "command CreateOrganization", "org.events.v1 publish", "org.events.v1 process");
    }

    /** Whoever runs the collector need not be trusted with people's data, nor with anything that opens a door. */
    @Test
    void whateverIsAskedThenNoSpanTellsOfPeopleOrSecrets() {
        String trace = "11112222333344445555666677778888";
        String org = world.organization(owner);
        Api traced = owner.api().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        String invited = world.address();
        traced.post("/organization/members", Map.of("orgId", org, "email", invited, "role", "read")).expect(200);
        String token = world.token(invited, 1);
        traced.get("/organization/invitations/preview", "token", token).expect(200);
        traced.get("/organization/members", "orgId", org, "email", invited).expect(200);
        traced.put("/organization", Map.of("orgId", org, "name", "x", "management_email", owner.email())).expect(400);
        traced.post("/organization/members", Map.of("orgId", org, "email", owner.email(), "role", "read"))
                .expect(409, "member_already_exists");

        String all = spans(trace, 9).toString();
        assertThat(all).contains("member_already_exists", org);
        for (String secret : Set.of(invited, owner.email(), token, owner.key(), owner.key().substring(4, 40), "@")) {
            assertThat(all).doesNotContain(secret);
        }
    }

    private static SpanData one(List<SpanData> spans, String name) {
        List<SpanData> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name + " among "
                + spans.stream().map(SpanData::getName).collect(Collectors.joining(", "))).hasSize(1);
        return found.getFirst();
    }

    private static List<SpanData> spans(String trace, int expected) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> SPANS.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace)).toList(), spans -> spans.size() >= expected);
    }
}
