package dev.orgledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Generations;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.role.Role;

/** The past out of a real document store, with snapshots, with some of them, and without. */
class HistoryTest {

    private DocumentStore server;
    private MongoClient client;
    private MongoDatabase database;
    private AnnotationConfigApplicationContext context;

    @BeforeEach
    void start() {
        server = DocumentStore.start();
        client = MongoClients.create(server.uri());
        database = client.getDatabase("orgledger");
        fresh();
    }

    /** As after a restart: nothing in memory. */
    private void fresh() {
        if (context != null) {
            context.close();
        }
        context = new AnnotationConfigApplicationContext();
        context.registerBean(MongoDatabase.class, () -> database);
        context.register(Store.class, Generations.class, OrganizationLog.class, Snapshots.class, DueSnapshots.class,
                SnapshotWriter.class);
        context.registerBean(History.class, () -> new History(context.getBean(OrganizationLog.class),
                context.getBean(Snapshots.class), context.getBean(DueSnapshots.class), 1_000));
        context.refresh();
    }

    @AfterEach
    void stop() {
        context.close();
        client.close();
        server.close();
    }

    private History history() {
        return context.getBean(History.class);
    }

    private MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    private void stored(Lives life) {
        collection(Collections.AUDIT).insertMany(life.documents());
    }

    private void written(Lives life) {
        context.getBean(SnapshotWriter.class).catchUp(life.orgId, life.events.size());
    }

    private List<Long> snapshots(Lives life) {
        return context.getBean(Snapshots.class).index(life.orgId).entries().stream().map(Snapshots.Entry::version)
                .toList();
    }

    /** At the very time of every event, just before it and in some moments between. */
    private void assertRight(Lives life) {
        for (LoggedEvent event : life.events) {
            for (Instant moment : List.of(event.at().minusMillis(1), event.at(), event.at().plusMillis(250))) {
                assertThat(history().of(life.orgId, moment)).as("at %s", moment)
                        .isEqualTo(Optional.ofNullable(life.after(life.by(moment))));
            }
        }
    }

    @Test
    void givenAnyLifeWhenAskedAsOfEachMomentThenWhatHadHappenedByThen() {
        Lives life = Lives.any("org_a", 11, 700, 8);
        Lives other = Lives.any("org_b", 12, 300, 8);
        stored(life);
        stored(other);

        assertRight(life);
        written(life);
        assertThat(snapshots(life)).containsExactly(256L, 512L);
        assertRight(life);
        fresh();
        assertRight(life);
        assertRight(other);
        assertThat(history().of("org_c", Lives.BEGIN.plusSeconds(1_000))).isEmpty();
    }

    @Test
    void givenMoreMembersThanUsualWhenSnapshotsAreMadeThenAsManyEventsLieBetween() {
        Lives life = new Lives("org_a", 3);
        life.founded();
        for (int i = 1; i < 1_000; i++) {
            life.add(new MemberJoined("org_a", "user_" + i, Role.READ, null, null));
        }
        stored(life);
        written(life);

        assertThat(snapshots(life)).containsExactly(256L, 512L);
        Random random = new Random(5);
        for (int i = 0; i < 30; i++) {
            Instant moment = Lives.BEGIN.plusMillis(random.nextInt(300_000));
            assertThat(history().of("org_a", moment)).isEqualTo(Optional.ofNullable(life.after(life.by(moment))));
        }
    }

    @Test
    void givenSnapshotsThatAreDroppedWhenAskedThenSlowerAndRightAndTheyAreMadeAgain() {
        Lives life = Lives.any("org_a", 21, 1_100, 8);
        stored(life);
        written(life);
        assertThat(snapshots(life)).containsExactly(256L, 512L, 768L, 1_024L);

        collection(Collections.HISTORY).deleteOne(new Document("_id", "org_a/%012d".formatted(768)));
        fresh();
        Instant last = life.events.getLast().at().plusSeconds(5);
        assertThat(history().of("org_a", last)).isEqualTo(Optional.ofNullable(life.after(1_100)));
        assertThat(history().of("org_a", life.events.get(800).at()))
                .isEqualTo(Optional.ofNullable(life.after(life.by(life.events.get(800).at()))));

        collection(Collections.HISTORY).drop();
        fresh();
        assertThat(history().of("org_a", last)).isEqualTo(Optional.ofNullable(life.after(1_100)));
        org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(snapshots(life)).containsExactly(256L, 512L, 768L, 1_024L));
        fresh();
        assertThat(history().of("org_a", last)).isEqualTo(Optional.ofNullable(life.after(1_100)));
    }

    @Test
    void givenTheSameLogWhenTwoReplicasMakeSnapshotsThenOneSetOfThem() {
        Lives life = Lives.any("org_a", 31, 600, 8);
        stored(life);
        written(life);
        List<Document> once = collection(Collections.HISTORY).find().sort(new Document("_id", 1))
                .into(new java.util.ArrayList<>());
        context.getBean(SnapshotWriter.class).catchUp("org_a", 600);
        Snapshots snapshots = context.getBean(Snapshots.class);
        snapshots.load("org_a", 256).ifPresent(snapshots::store);

        assertThat(collection(Collections.HISTORY).find().sort(new Document("_id", 1))
                .into(new java.util.ArrayList<>())).isEqualTo(once);
    }

    @Test
    void givenAStateThatIsTooLargeForOneDocumentWhenKeptThenInParts() {
        Lives life = new Lives("org_a", 3);
        life.founded();
        for (int i = 1; i < 300; i++) {
            life.add(new MemberJoined("org_a", "user_" + i, Role.READ, null, null));
        }
        Snapshots small = new Snapshots(context.getBean(Store.class), 1_000);
        PastState state = life.after(300);
        small.store(state);

        assertThat(collection(Collections.HISTORY).countDocuments()).isGreaterThan(5);
        assertThat(small.load("org_a", 300)).contains(state);
        collection(Collections.HISTORY).deleteOne(new Document("_id", "org_a/%012d/2".formatted(300)));
        assertThat(small.load("org_a", 300)).isEmpty();
    }

    @Test
    void givenEventsThatArriveLaterWhenAskedAgainThenTheyAreSeen() {
        Lives life = Lives.any("org_a", 41, 100, 5);
        List<Document> documents = life.documents();
        collection(Collections.AUDIT).insertMany(documents.subList(0, 60));
        // Of a batch that is half written.
        collection(Collections.AUDIT).insertOne(documents.get(61));
        Instant last = life.events.getLast().at().plusSeconds(5);

        assertThat(history().of("org_a", last)).isEqualTo(Optional.ofNullable(life.after(60)));
        collection(Collections.AUDIT).insertOne(documents.get(60));
        assertThat(history().of("org_a", last)).isEqualTo(Optional.ofNullable(life.after(62)));
        collection(Collections.AUDIT).insertMany(documents.subList(62, 100));
        assertThat(history().of("org_a", last)).isEqualTo(Optional.ofNullable(life.after(100)));
    }

    @Test
    void givenABeginningThatWasTakenAwayWhenAskedThenTheSnapshotServes() {
        Lives life = Lives.any("org_a", 51, 400, 5);
        stored(life);
        written(life);
        life.documents().subList(0, 256)
                .forEach(document -> collection(Collections.AUDIT).deleteOne(new Document("_id", document.get("_id"))));
        fresh();

        Instant late = life.events.get(300).at();
        assertThat(history().of("org_a", late)).isEqualTo(Optional.ofNullable(life.after(life.by(late))));
        assertThat(history().of("org_a", life.events.get(100).at())).isEmpty();
    }

    @Test
    void givenTheWholeLogWhenAskedForThenEverythingWhateverItsClocksSay() {
        Lives life = Lives.any("org_a", 61, 300, 5);
        stored(life);
        assertThat(history().of("org_a", Instant.MAX)).isEqualTo(Optional.ofNullable(life.after(300)));
        written(life);
        fresh();
        assertThat(history().of("org_a", Instant.MAX)).isEqualTo(Optional.ofNullable(life.after(300)));
    }

    @Test
    void givenAStateWhenWeighedThenAllThatGrowsWithItCounts() {
        Lives life = Lives.any("org_a", 62, 300, 20);
        PastState state = java.util.Objects.requireNonNull(life.after(300));
        assertThat(state.invitations()).isNotEmpty();
        assertThat(state.activity()).isNotEmpty();
        int all = state.members().size() + state.invitations().size() + state.activity().size();

        assertThat(state.weight()).isEqualTo(1 + all);
        assertThat(new Stretch(state, life.events.subList(0, 7)).weight()).isEqualTo(1 + all + 7);
        assertThat(new Stretch(null, life.events.subList(0, 7)).weight()).isEqualTo(1 + 7);
    }

    @Test
    void givenLittleMemoryWhenMuchIsAskedAboutThenTheOldestIsForgotten() {
        Kept<String> kept = new Kept<>(10, String::length);
        kept.keep("org_1", 0, "abcd");
        kept.keep("org_2", 0, "abcd");
        kept.keep("org_1", 0, "abcde");
        kept.keep("org_3", 0, "abcd");
        assertThat(kept.of("org_2", 0)).isNull();
        assertThat(kept.of("org_1", 0)).isEqualTo("abcde");
        assertThat(kept.of("org_1", 1)).isNull();
        kept.keep("org_4", 0, "much too long for it");
        assertThat(kept.of("org_4", 0)).isNull();
    }

    @Test
    void givenARoleThatIsToggledWhenAskedThenWhoeverChangedItLastHadGrantedIt() {
        Lives life = new Lives("org_a", 71);
        life.founded();
        for (int i = 0; i < 600; i++) {
            life.add(new RoleChanged("org_a", "user_0", i % 2 == 0 ? Role.ADMIN : Role.SUPER_ADMIN, null, Role.READ,
                    null, null));
        }
        stored(life);
        written(life);
        assertRight(life);
    }
}
