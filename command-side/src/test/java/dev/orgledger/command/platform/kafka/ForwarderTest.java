package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.zaxxer.hikari.HikariDataSource;

import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.role.Role;

/** With a real PostgreSQL and a real Kafka, which is stopped, cut and started again. */
class ForwarderTest {

    @TempDir
    static Path folder;
    private static PostgresServer postgres;
    private static HikariDataSource dataSource;
    private static StoreRows store;
    private static KafkaBroker broker;
    private static TopicContent topics;

    private final List<Forwarder> forwarders = new ArrayList<>();

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start(folder.resolve("postgres"), 0);
        dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(postgres.jdbcUrl());
        dataSource.setUsername(postgres.user());
        dataSource.setPassword(postgres.password());
        dataSource.setMaximumPoolSize(24);
        Flyway.configure().dataSource(dataSource).load().migrate();
        store = new StoreRows(dataSource);
        broker = KafkaBroker.start(folder.resolve("kafka"), 0);
        topics = new TopicContent(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        dataSource.close();
        broker.close();
        postgres.close();
    }

    @BeforeEach
    void nothingStoredYet() throws Exception {
        store.execute("TRUNCATE domain_event_entry RESTART IDENTITY");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
        }
    }

    @AfterEach
    void stopForwarders() {
        forwarders.forEach(Forwarder::stop);
    }

    @Test
    void givenSixteenAppendersAtOnceWhenForwardedThenEveryEventInOrderAndNoneTwice() throws Exception {
        forwarder();

        try (ExecutorService appenders = Executors.newFixedThreadPool(16)) {
            List<Future<Void>> all = appenders.invokeAll(java.util.Collections.nCopies(16, this::appendAndRollBack));
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
        try (Connection slow = dataSource.getConnection()) {
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
        try (Connection failing = dataSource.getConnection()) {
            failing.setAutoCommit(false);
            store.append(failing, left("org_never"), 0, StoreRows.BY_A_USER);
            failing.rollback();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(topics.watermarks().getLast().position()).isEqualTo(1));
    }

    @Test
    void givenKafkaDownWhileEventsAreStoredWhenItIsBackThenTheyFollow() throws Exception {
        forwarder();
        append("org_a", 20);
        assertTopicIsTheStore();

        broker.close();
        append("org_b", 20);
        startBroker();

        assertTopicIsTheStore();
    }

    @Test
    void givenAStoppedForwarderWhenStartedAgainThenNothingTwice() throws Exception {
        Forwarder first = forwarder();
        append("org_a", 50);
        assertTopicIsTheStore();
        first.stop();
        append("org_b", 50);

        forwarder();

        assertTopicIsTheStore();
    }

    @Test
    void givenNoWatermarkLeftWhenStartedAgainThenNothingTwice() throws Exception {
        Forwarder first = forwarder();
        append("org_a", 20);
        append("org_b", 20);
        assertTopicIsTheStore();
        first.stop();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(Topics.WATERMARK)).all().get();
        }
        append("org_c", 20);

        forwarder();

        assertTopicIsTheStore();
    }

    @Test
    void givenATopicThatLostItsTailWhenStartedAgainThenExactlyTheMissingFollows() throws Exception {
        Forwarder first = forwarder();
        for (int org = 0; org < 30; org++) {
            append("org_" + org, 5);
        }
        assertTopicIsTheStore();
        first.stop();

        broker.close();
        cutTail(EventRecords.partition("org_0"), 0.5);
        cutTail(EventRecords.partition("org_7"), 0.0);
        startBroker();
        assertThat(topics.eventIds()).hasSizeLessThan(150);
        append("org_0", 5, 5);
        forwarder();

        assertTopicIsTheStore();
    }

    @Test
    void givenATopicThatLosesItsTailUnderARunningForwarderThenTheMissingFollows() throws Exception {
        forwarder();
        for (int org = 0; org < 30; org++) {
            append("org_" + org, 5);
        }
        assertTopicIsTheStore();

        broker.close();
        cutTail(EventRecords.partition("org_0"), 0.5);
        startBroker();

        assertTopicIsTheStore();
    }

    @Test
    void givenATopicThatLosesItsTailWhileEventsAreStoredThenTheyComeAgainFromThere() throws Exception {
        forwarder();
        append("org_a", 40);
        assertTopicIsTheStore();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService appender = Executors.newSingleThreadExecutor()) {
            Future<?> appending = appender.submit((Callable<Void>) () -> {
                for (int next = 40; !done.get(); next++) {
                    append("org_a", 1, next);
                    store.execute("SELECT pg_sleep(0.01)");
                }
                return null;
            });
            broker.close();
            cutTail(EventRecords.partition("org_a"), 0.5);
            startBroker();
            await().atMost(Duration.ofSeconds(25)).until(() -> topics.eventIds().contains(store.ids().get(39))
                    && new LinkedHashSet<>(topics.eventIds()).size() > 60);
            done.set(true);
            appending.get();
        }

        // Delivery is at least once: what came before the loss was noticed comes again, behind what was missing.
        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(
                        () -> assertThat(lastOccurrences(topics.positionsByPartition().values().iterator().next()))
                                .hasSize(store.ids().size()).isSorted());
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

    @Test
    void givenTopicsOfAnotherStoreWhenStartedThenNothingIsForwarded() throws Exception {
        Forwarder first = forwarder();
        append("org_a", 10);
        assertTopicIsTheStore();
        first.stop();
        List<String> before = topics.eventIds();
        store.execute("TRUNCATE domain_event_entry RESTART IDENTITY");
        append("org_b", 3);

        forwarder();
        waitForWatermarks(2);

        assertThat(topics.eventIds()).isEqualTo(before);
    }

    private Forwarder forwarder() {
        Forwarder forwarder = new Forwarder(dataSource,
                new KafkaSettings(broker.bootstrapServers(), Map.of(), (short) 1), Clock.systemUTC());
        forwarders.add(forwarder);
        forwarder.start();
        return forwarder;
    }

    private static void startBroker() {
        broker = KafkaBroker.start(folder.resolve("kafka"), broker.port());
    }

    private static void append(String orgId, int count) throws SQLException {
        append(orgId, count, 0);
    }

    private static void append(String orgId, int count, int from) throws SQLException {
        for (int i = from; i < from + count; i++) {
            store.append(left(orgId), i, StoreRows.BY_A_USER);
        }
    }

    private static MemberLeft left(String orgId) {
        return new MemberLeft(orgId, "user_1", Role.READ);
    }

    private Void appendAndRollBack() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String orgId = "org_" + Thread.currentThread().threadId();
        long sequence = 0;
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
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

    private static void assertTopicIsTheStore() {
        await().atMost(Duration.ofSeconds(25)).ignoreExceptions()
                .untilAsserted(() -> assertThat(topics.eventIds()).hasSizeGreaterThanOrEqualTo(store.ids().size()));
        assertThat(topics.eventIds()).isEqualTo(store.ids());
        topics.positionsByPartition().values().forEach(positions -> assertThat(positions).isSorted());
    }

    /** Everything up to a watermark's position stands below its offsets, and nothing else does. */
    private static void assertWatermarksTellTheTruth() {
        List<Watermark> watermarks = topics.watermarks();
        assertThat(watermarks).hasSizeGreaterThan(2);
        topics.of(Topics.EVENTS)
                .forEach(record -> assertThat(watermarks).allSatisfy(watermark -> assertThat(
                        record.offset() < watermark.offsets().get(Topics.EVENTS).get(record.partition()))
                        .isEqualTo(TopicContent.position(record) <= watermark.position())));
    }

    private static void waitForWatermarks(int count) {
        int before = topics.watermarks().size();
        await().atMost(Duration.ofSeconds(20)).until(() -> topics.watermarks().size() >= before + count);
    }

    private static List<Long> lastOccurrences(List<Long> positions) {
        return List.copyOf(new LinkedHashSet<>(positions.reversed())).reversed();
    }

    /** As after a crash of the machine: the end of the file is gone, and what was derived from it. */
    private static void cutTail(int partition, double share) throws IOException {
        Path log = folder.resolve("kafka/" + Topics.EVENTS + "-" + partition);
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".log")) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate((long) (channel.size() * share));
                    }
                } else if (file.toString().matches(".*(index|snapshot)")) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(folder.resolve("kafka/.kafka_cleanshutdown"));
        Files.deleteIfExists(folder.resolve("kafka/recovery-point-offset-checkpoint"));
    }
}
