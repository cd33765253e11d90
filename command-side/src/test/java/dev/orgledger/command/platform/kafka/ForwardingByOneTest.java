package dev.orgledger.command.platform.kafka;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** Of several forwarders one works. */
class ForwardingByOneTest extends ForwarderFixture {

    ForwardingByOneTest(Servers servers) {
        super(servers);
    }

    @Test
    void givenTwoForwardersWhenTheLeaderStopsThenTheOtherTakesOver() throws Exception {
        Forwarder leader = forwarder();
        append("org_a", 10);
        assertTopicIsTheStore();
        forwarder();
        append("org_b", 10);
        assertTopicIsTheStore();

        leader.stop();
        append("org_c", 10);

        await().atMost(Duration.ofSeconds(10)).until(() -> topics.eventIds().equals(store.ids()));
        assertTopicIsTheStore();
    }

    @Test
    void givenALeaderThatIsCutOffFromTheStoreWhenForwardedThenSomebodyGoesOn() throws Exception {
        forwarder();
        append("org_a", 10);
        assertTopicIsTheStore();

        store.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
        append("org_b", 10);

        assertTopicIsTheStore();
    }
}
