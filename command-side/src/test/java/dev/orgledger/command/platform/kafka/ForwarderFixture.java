package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.orgledger.edge.trace.Traces;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.role.Role;

/** An empty store, no topics, and forwarders that end with the test. */
@ExtendWith(Servers.Provider.class)
abstract class ForwarderFixture {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    final Servers servers;
    final StoreRows store;
    final TopicContent topics;
    private final List<Forwarder> forwarders = new ArrayList<>();

    ForwarderFixture(Servers servers) {
        this.servers = servers;
        this.store = new StoreRows(servers.dataSource());
        this.topics = new TopicContent(servers.bootstrapServers());
    }

    @BeforeEach
    void nothingStoredYet() throws Exception {
        store.execute("TRUNCATE domain_event_entry RESTART IDENTITY");
        servers.deleteTopics();
    }

    @AfterEach
    void stopForwarders() {
        forwarders.forEach(Forwarder::stop);
    }

    Forwarder forwarder() {
        return forwarder(Clock.systemUTC());
    }

    Forwarder forwarder(Clock clock) {
        Forwarder forwarder = new Forwarder(servers.dataSource(),
                new KafkaSettings(servers.bootstrapServers(), Map.of(), (short) 1), clock, Traces.none());
        forwarders.add(forwarder);
        forwarder.start();
        return forwarder;
    }

    void append(String orgId, int count) throws SQLException {
        append(orgId, count, 0);
    }

    void append(String orgId, int count, int from) throws SQLException {
        for (int i = from; i < from + count; i++) {
            store.append(left(orgId), i, StoreRows.BY_A_USER);
        }
    }

    static MemberLeft left(String orgId) {
        return new MemberLeft(orgId, "user_1", Role.READ);
    }

    /** Soon everything is there, once, and in order on every partition. */
    void assertTopicIsTheStore() {
        await().atMost(PATIENCE).ignoreExceptions()
                .until(() -> topics.eventIds().size() >= store.ids().size());
        assertThat(topics.eventIds()).isEqualTo(store.ids());
        topics.positionsByPartition().values().forEach(positions -> assertThat(positions).isSorted());
    }

    /** That many signs of life pass. */
    void waitForWatermarks(int count) {
        int before = topics.watermarks().size();
        await().atMost(PATIENCE).until(() -> topics.watermarks().size() >= before + count);
    }
}
