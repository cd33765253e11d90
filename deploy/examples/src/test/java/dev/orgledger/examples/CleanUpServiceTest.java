package dev.orgledger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.examples.Orgledger.Person;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.role.Role;

/** A service that follows a running Orgledger, stops, is killed, is played back, and goes on. */
class CleanUpServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;
    private final Orgledger orgledger = Orgledger.running();
    private final Person ada = orgledger.person("Ada");
    private final Person grace = orgledger.person("Grace");
    private final Person joan = orgledger.person("Joan");
    private final String org = orgledger.organization(ada);
    private final String other = orgledger.organization(ada);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private OwnStore store;

    @BeforeEach
    void anAppInEachOrganization() {
        for (String each : List.of(org, other)) {
            orgledger.join(each, grace.email(), Role.WRITE, null);
            orgledger.join(each, joan.email(), Role.WRITE, null);
        }
        store = new OwnStore(file());
        store.change(data -> {
            data.apps().put("app-1", new OwnData.App(org, Set.of(grace.id(), joan.id())));
            data.apps().put("app-2", new OwnData.App(other, Set.of(grace.id(), joan.id())));
        });
    }

    @Test
    void givenChangesWhenFollowedThenCleanedUp() {
        try (CleanUpService service = start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(store.content().shownPeopleOf("app-1")).containsOnly("Grace",
                            "Joan"));

            orgledger.removeMember(org, grace.email(), ada);
            orgledger.removeMember(org, joan.email(), joan);
            orgledger.deleteOrganization(other, ada);

            done("took app-1 from " + grace.id(), "took app-1 from " + joan.id(), "removed app-2 of " + other);
            assertThat(store.content().apps()).containsOnlyKeys("app-1");
            assertThat(service.failure()).isNull();
        }
    }

    @Test
    void givenItWasStoppedInTheMiddleWhenStartedAgainThenNothingIsLostAndNothingDoneTwice() {
        try (CleanUpService service = start()) {
            orgledger.removeMember(org, grace.email(), ada);
            done("took app-1 from " + grace.id());
        }
        orgledger.removeMember(org, joan.email(), ada);
        orgledger.deleteOrganization(other, ada);
        store = new OwnStore(file());

        try (CleanUpService service = start()) {
            done("took app-1 from " + grace.id(), "took app-1 from " + joan.id(), "removed app-2 of " + other);
        }
        assertThat(own(told)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void givenItDiedBeforeItSavedWhenStartedAgainThenItDoesTheSameAgain() throws IOException {
        try (CleanUpService service = start()) {
            await().atMost(PATIENCE).until(() -> store.content().versions().containsKey(other));
        }
        Path before = folder.resolve("before.json");
        Files.copy(file(), before);
        orgledger.removeMember(org, grace.email(), ada);
        try (CleanUpService service = start()) {
            done("took app-1 from " + grace.id());
        }
        OwnData lost = store.content();
        Files.copy(before, file(), StandardCopyOption.REPLACE_EXISTING);
        store = new OwnStore(file());

        try (CleanUpService service = start()) {
            done("took app-1 from " + grace.id());
        }
        assertThat(store.content().apps()).isEqualTo(lost.apps());
    }

    @Test
    void givenItsOffsetsAreLostWhenItReadsAllAgainThenRepeatsAreDropped() {
        orgledger.removeMember(org, grace.email(), ada);
        try (CleanUpService service = start()) {
            done("took app-1 from " + grace.id());
        }
        // Shared again, since she is back: the removal that comes again is of the time before.
        orgledger.join(org, grace.email(), Role.WRITE, null);
        store.change(data -> {
            data.offsets().clear();
            data.apps().put("app-1", new OwnData.App(org, Set.of(grace.id())));
        });
        long version = store.content().versions().get(org);

        try (CleanUpService service = start()) {
            await().atMost(PATIENCE).until(() -> store.content().versions().get(org) > version);
            assertThat(store.content().apps().get("app-1").sharedWith()).containsExactly(grace.id());
            done("took app-1 from " + grace.id());
        }
    }

    @Test
    void givenItsOffsetsWereMovedWhenItSeesTheHoleThenItStopsAndKeepsNothingOfIt() {
        try (CleanUpService service = start()) {
            await().atMost(PATIENCE).until(() -> store.content().versions().containsKey(org)
                    && store.content().versions().get(org) == 4);
        }
        store.change(data -> data.versions().put(org, 2L));
        orgledger.removeMember(org, grace.email(), ada);

        try (CleanUpService service = start()) {
            await().atMost(PATIENCE).until(() -> service.failure() != null);
            assertThat(service.failure()).isInstanceOf(CleanUp.EventMissed.class)
                    .hasMessage("after event 2 of " + org + " came 5");
            assertThat(store.content().apps().get("app-1").sharedWith()).hasSize(2);
        }
    }

    @Test
    void givenAPersonWhenForgottenThenNoTraceOfTheNameIsLeft() throws Exception {
        try (CleanUpService service = start()) {
            await().atMost(PATIENCE)
                    .until(() -> store.content().shownPeopleOf("app-1").contains("Grace"));

            // What an erasure sends. The position is for the service's own readers.
            try (Producer<String, byte[]> producer = new KafkaProducer<>(orgledger.kafka(), new StringSerializer(),
                    new ByteArraySerializer())) {
                ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>(Topics.PERSONS, grace.id(), null);
                tombstone.headers().add(Headers.POSITION, new byte[]{'1'});
                producer.send(tombstone).get();
            }

            done("forgot " + grace.id());
            assertThat(store.content().shownPeopleOf("app-1")).containsOnly(grace.id(), "Joan");
        }
        assertThat(new OwnStore(file()).content().names()).doesNotContainKey(grace.id());
    }

    private Path file() {
        return folder.resolve("apps.json");
    }

    private CleanUpService start() {
        return CleanUpService.start(orgledger.kafka(), store, told::add);
    }

    /** Exactly that, in whatever order, as organizations are not ordered among each other. */
    private void done(String... what) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(own(store.content().journal()))
                .containsExactlyInAnyOrder(what));
    }

    /** The service reads what other tests do, too. */
    private List<String> own(List<String> lines) {
        return lines.stream()
                .filter(line -> Stream.of(org, other, grace.id(), joan.id()).anyMatch(line::contains)).toList();
    }
}
