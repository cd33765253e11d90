package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/** Positions are taken in one order and committed in another. */
class ForwardingInOrderTest extends ForwarderFixture {

    ForwardingInOrderTest(Servers servers) {
        super(servers);
    }

    @Test
    void givenSixteenAppendersAtOnceWhenForwardedThenEveryEventInOrderAndNoneTwice() throws Exception {
        forwarder();

        try (ExecutorService appenders = Executors.newFixedThreadPool(16)) {
            List<Future<Void>> all = appenders.invokeAll(Collections.nCopies(16, this::appendAndRollBack));
            for (Future<Void> one : all) {
                one.get();
            }
        }

        assertTopicIsTheStore();
        assertWatermarksTellTheTruth();
    }

    @Test
    void givenAnEarlierEventNotCommittedYetWhenALaterOneIsThenTheLaterOneWaits() throws Exception {
        forwarder();
        append("org_before", 1);
        assertTopicIsTheStore();
        try (Connection slow = servers.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            store.append(slow, left("org_slow"), 0, StoreRows.BY_A_USER);
            waitForWatermarks(3);
            append("org_later", 1);
            waitForWatermarks(3);
            assertThat(topics.eventIds()).hasSize(1);
            assertThat(topics.watermarks().getLast().position()).isEqualTo(1);
            slow.commit();
        }

        assertTopicIsTheStore();
        assertThat(topics.eventIds()).hasSize(3);
    }

    @Test
    void givenARolledBackTailWhenForwardedThenTheWatermarkReachesTheLastPosition() throws Exception {
        forwarder();
        try (Connection failing = servers.dataSource().getConnection()) {
            failing.setAutoCommit(false);
            store.append(failing, left("org_never"), 0, StoreRows.BY_A_USER);
            failing.rollback();
        }

        await().atMost(PATIENCE).ignoreExceptions()
                .until(() -> topics.watermarks().stream().anyMatch(watermark -> watermark.position() == 1));
    }

    private Void appendAndRollBack() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String orgId = "org_" + Thread.currentThread().threadId();
        long sequence = 0;
        try (Connection connection = servers.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int transaction = 0; transaction < 60; transaction++) {
                int events = random.nextInt(1, 5);
                for (int i = 0; i < events; i++) {
                    store.append(connection, left(orgId), sequence + i, StoreRows.BY_A_USER);
                    statement.execute("SELECT pg_sleep(" + random.nextDouble(0.02) + ")");
                }
                if (random.nextInt(4) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    sequence += events;
                }
            }
        }
        return null;
    }

    /** Everything up to a watermark's position stands below its offsets, and nothing else does. */
    private void assertWatermarksTellTheTruth() {
        List<Watermark> watermarks = topics.watermarks();
        assertThat(watermarks).hasSizeGreaterThan(2);
        topics.of(Topics.EVENTS)
                .forEach(record -> assertThat(watermarks).allSatisfy(watermark -> assertThat(
                        record.offset() < watermark.offsets().get(Topics.EVENTS).get(record.partition()))
                        .isEqualTo(TopicContent.position(record) <= watermark.position())));
    }
}
