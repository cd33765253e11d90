package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.standalone.World.Person;

/** Where no collector is named there are no spans, and a caller's trace goes with the events nevertheless. */
class PassedOnTraceHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();

    private ConsumerRecord<String, String> createdWith(String traceparent) {
        Api api = traceparent == null ? owner.api() : owner.api().header("traceparent", traceparent);
        String org = api.post("/organization", Map.of("name", "Traced elsewhere")).expect(200).text("/id");
        return Events.of(world.service.kafkaBootstrap(), org, 1).getFirst();
    }

    @Test
    void givenATraceOfTheCallerThenItsEventsCarryIt() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        ConsumerRecord<String, String> event = createdWith(trace);

        assertThat(Events.header(event, "ce_traceparent")).isEqualTo(trace);
        assertThat(Events.header(event, "traceparent")).isEqualTo(trace);
    }

    @Test
    void givenNoneThenNone() {
        assertThat(createdWith(null).headers().headers("ce_traceparent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", "somebody@example.test",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"})
    void givenSomethingElseThenNoneAndTheCommandIsDoneAllTheSame(String sent) {
        ConsumerRecord<String, String> event = createdWith(sent);

        assertThat(event.headers().headers("ce_traceparent")).isEmpty();
        assertThat(event.headers().headers("traceparent")).isEmpty();
    }
}
