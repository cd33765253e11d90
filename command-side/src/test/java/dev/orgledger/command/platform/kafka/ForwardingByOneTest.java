package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
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
        forwarder();
        renamed(10);
        assertTopicIsTheStore();
        ConsumerRecord<String, byte[]> old = topics.of(Topics.STATE).getFirst();
        long newest = topics.lastPosition(Topics.STATE, old.key());
        assertThat(TopicContent.position(old)).isLessThan(newest);

        topics.repeat(old);

        await().atMost(PATIENCE).until(() -> topics.lastPosition(Topics.STATE, old.key()) == newest);
    }

    @Test
    void givenAnOldStateWhenTheNextEventIsForwardedBehindItThenEverythingSinceIsSentOnceMore() throws Exception {
        forwarder();
        renamed(10);
        assertTopicIsTheStore();
        ConsumerRecord<String, byte[]> old = topics.of(Topics.STATE).getFirst();

        topics.repeat(old);
        store.append(new OrgUpdated("org_a", List.of("name"), "Last", null, null, "Before", null, null), 10,
                StoreRows.BY_A_USER);

        await().atMost(PATIENCE).until(() -> topics.of(Topics.STATE).stream()
                .filter(record -> TopicContent.position(record) == TopicContent.position(old)).count() == 3
                && topics.lastPosition(Topics.STATE, old.key()) == 11);
    }

    /** An organization that was renamed until it has so many events. */
    private void renamed(int events) throws SQLException {
        store.append(new OrgCreated("org_a", "user_1", "First", null, null), 0, StoreRows.BY_A_USER);
        for (int i = 1; i < events; i++) {
            store.append(new OrgUpdated("org_a", List.of("name"), "Name " + i, null, null, "Before", null, null), i,
                    StoreRows.BY_A_USER);
        }
    }
}
