package dev.orgledger.command.platform.kafka;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;

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

    /** What was in the hands of a forwarder that stood still while another took over. */
    @Test
    void givenAnOldStateWhenItArrivesBehindTheNewestThenTheNewestIsSentOnceMore() throws Exception {
        ConsumerRecord<String, byte[]> old = stateBeforeTheNewest();

        topics.repeat(old);

        await().atMost(PATIENCE).until(() -> statePositions().equals(List.of(1L, 2L, 1L, 2L)));
    }

    @Test
    void givenAnOldStateWhenTheNextEventIsForwardedBehindItThenEverythingSinceIsSentOnceMore() throws Exception {
        ConsumerRecord<String, byte[]> old = stateBeforeTheNewest();

        topics.repeat(old);
        store.append(renamed("Third"), 2, StoreRows.BY_A_USER);

        await().atMost(PATIENCE).until(() -> statePositions().equals(List.of(1L, 2L, 1L, 3L, 3L)));
    }

    /** Of an organization that was founded and renamed, each forwarded by itself. */
    private ConsumerRecord<String, byte[]> stateBeforeTheNewest() throws SQLException {
        forwarder();
        store.append(new OrgCreated("org_a", "user_1", "First", null, null), 0, StoreRows.BY_A_USER);
        assertTopicIsTheStore();
        store.append(renamed("Second"), 1, StoreRows.BY_A_USER);
        assertTopicIsTheStore();
        await().atMost(PATIENCE).until(() -> statePositions().equals(List.of(1L, 2L)));
        return topics.of(Topics.STATE).getFirst();
    }

    private List<Long> statePositions() {
        return topics.of(Topics.STATE).stream().map(TopicContent::position).toList();
    }

    private static OrgUpdated renamed(String name) {
        return new OrgUpdated("org_a", List.of("name"), name, null, null, "Before", null, null);
    }
}
