package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Role;
import dev.orgledger.store.Notebook.Rename;

class EventStoreTest extends StoreTest {

    @Autowired
    TransactionManager transactions;
    @Autowired
    EventStorageEngine engine;
    @Autowired
    CommandBus bus;
    @Autowired
    EventStore store;
    @Autowired
    StoreApplication.Commits commits;

    @Test
    void givenBoot4WhenStartedThenAxonUsesTheDatabase() {
        assertThat(transactions).isInstanceOf(SpringTransactionManager.class);
        assertThat(engine.getClass().getSimpleName()).isEqualTo("PostgresEventStorageEngine");
        assertThat(bus).isInstanceOf(SimpleCommandBus.class);
    }

    @Test
    void givenEventsWhenStoredThenTheyBearWireNamesAndTheSameJsonAsOnKafka() {
        open("Books");

        Map<String, Object> row = jdbc.sql("SELECT * FROM domain_event_entry WHERE aggregate_identifier = ? "
                + "AND sequence_number = 0").param(orgId).query().singleRow();

        assertThat(row).containsEntry("payload_type", "organization.created").containsEntry("payload_revision", "1")
                .containsEntry("type", "Notebook");
        assertThat((byte[]) row.get("payload"))
                .isEqualTo(EventJson.write(new OrgCreated(orgId, "user_founder", "Books", null, null)));
        assertThat(new String((byte[]) row.get("meta_data"), StandardCharsets.UTF_8)).startsWith("{")
                .contains("\"actor_id\":\"user_anna\"", "\"actor_type\":\"user\"", "\"request_id\":\"request-1\"");
        assertThat((String) row.get("time_stamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
    }

    @Test
    void givenStoredEventsWhenReadThenTheyAreTheSame() {
        open("Books");

        List<? extends DomainEventMessage<?>> read = store.readEvents(orgId).asStream().toList();

        assertThat(read.stream().<Object>map(DomainEventMessage::getPayload)).containsExactly(
                new OrgCreated(orgId, "user_founder", "Books", null, null),
                new MemberJoined(orgId, "user_founder", Role.SUPER_ADMIN, null, null));
        assertThat(read.getFirst().getMetaData()).containsEntry("request_id", "request-1");
    }

    @Test
    void givenCommandsWhenAnsweredThenPositionAndVersionAreThoseOfTheLastEvent() {
        ResponseEntity<?> opened = open("Books");
        ResponseEntity<?> renamed = rename(call(), "Papers");
        ResponseEntity<?> nothing = rename(call(), "Papers");

        assertThat(version(opened)).isEqualTo("2");
        assertThat(version(renamed)).isEqualTo("3");
        assertThat(version(nothing)).isEqualTo("3");
        assertThat(renamed.getHeaders().getETag()).isEqualTo("\"3\"");
        assertThat(position(renamed)).isGreaterThan(position(opened)).isEqualTo(lastPosition());
        assertThat(position(nothing)).isGreaterThanOrEqualTo(position(renamed));
        assertThat(jdbc.sql("SELECT bool_and(a.global_index < b.global_index AND a.transaction_id <= b.transaction_id) "
                + "FROM domain_event_entry a JOIN domain_event_entry b USING (aggregate_identifier) "
                + "WHERE a.sequence_number < b.sequence_number AND aggregate_identifier = ?").param(orgId)
                .query(Boolean.class).single()).isTrue();
    }

    @Test
    void givenCommitsThenListenersHearOfThemAndOfNothingElse() {
        open("Books");
        int before = commits.get();
        rename(call(), "Books");
        refused(ErrorCode.OWNER_ROLE_FIXED, () -> send(call(), new Notebook.Insist(orgId, "Papers", ANNA)));
        assertThat(commits).hasValue(before);

        rename(call(), "Papers");

        assertThat(commits).hasValue(before + 1);
    }

    @Test
    void givenAnotherVersionWhenIfMatchThenRefused() {
        open("Books");
        Call two = new Call(BY_ANNA, "", null, 2L);
        assertThat(version(rename(two, "Papers"))).isEqualTo("3");
        refused(ErrorCode.VERSION_MISMATCH, () -> rename(two, "Maps"));
    }

    @Test
    void givenAnUnknownAggregateThenItsOwnRefusal() {
        refused(ErrorCode.ORGANIZATION_NOT_FOUND, () -> rename(call(), "Books"));
    }

    @Test
    void givenMoreThan100EventsWhenLoadedAfreshThenFromASnapshotOfItsFields() {
        open("Books");
        for (int i = 0; i < 120; i++) {
            rename(call(), "Books " + i);
        }
        Map<String, Object> snapshot = await()
                .until(() -> jdbc.sql("SELECT * FROM snapshot_event_entry WHERE aggregate_identifier = ?").param(orgId)
                        .query().listOfRows(), rows -> rows.size() == 1)
                .getFirst();
        assertThat(new String((byte[]) snapshot.get("payload"), StandardCharsets.UTF_8)).contains("\"name\":\"Books ");

        aggregateCache.remove(orgId);
        ResponseEntity<Map<String, Object>> answer = send(call(), new Rename(orgId, "Papers", ANNA));

        assertThat(answer.getBody()).containsEntry("before", "Books 119");
        assertThat(version(answer)).isEqualTo("123");
    }

    private long lastPosition() {
        return jdbc.sql("SELECT max(global_index) FROM domain_event_entry").query(Long.class).single();
    }
}
