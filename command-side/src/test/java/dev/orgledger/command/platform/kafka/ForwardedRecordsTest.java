package dev.orgledger.command.platform.kafka;

import static dev.orgledger.command.platform.kafka.TopicContent.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserErased;
import dev.orgledger.shared.user.UserEvent.UserRegistered;

/** What consumers find: events as CloudEvents, and the present rows of the vault beside them. */
class ForwardedRecordsTest extends ForwarderFixture {

    private static final Instant AT = StoreRows.AT;

    ForwardedRecordsTest(Servers servers) {
        super(servers);
    }

    @BeforeEach
    void emptyVault() throws Exception {
        store.execute("TRUNCATE person, contact, event_personal, invitation, invitation_token, api_key, "
                + "forgotten_row, repeated_tombstones");
    }

    @Test
    void givenAnEventOfAnOrganizationWhenReadByTheCloudEventsSdkThenEveryAttributeIsThere() throws Exception {
        OrgCreated event = new OrgCreated("org_1", "user_1", "Acme", null, null);
        String id = store.append(event, 6, """
                {"actor_type":"apikey","actor_id":"user_1","actor_key":"key_1","request_id":"req-1",
                 "commitments":{"actor.ip":"c29tZQ"}}""");
        forwarder();
        assertTopicIsTheStore();

        ConsumerRecord<String, CloudEvent> record = topics.of(Topics.EVENTS, new CloudEventDeserializer()).getFirst();
        CloudEvent read = record.value();

        assertThat(record.key()).isEqualTo("org_1");
        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getId()).isEqualTo(id);
        assertThat(read.getSource()).isEqualTo(URI.create("/orgledger"));
        assertThat(read.getType()).isEqualTo("organization.created");
        assertThat(read.getSubject()).isEqualTo("org_1");
        assertThat(read.getTime().toInstant()).isEqualTo(AT);
        assertThat(read.getDataSchema())
                .isEqualTo(URI.create("https://orgledger.dev/schemas/organization.created.v1.json"));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtensionNames()).containsExactlyInAnyOrder("orgversion", "actorid", "requestid");
        assertThat(read.getExtension("orgversion")).isEqualTo("7");
        assertThat(read.getExtension("actorid")).isEqualTo("user_1");
        assertThat(read.getExtension("requestid")).isEqualTo("req-1");
        assertThat(read.getData().toBytes()).isEqualTo(EventJson.write(event));
        assertThat(header(record, Headers.POSITION)).isEqualTo("1");
        assertThat(header(record, Headers.ACTOR_TYPE)).isEqualTo("apikey");
        assertThat(header(record, Headers.ACTOR_KEY)).isEqualTo("key_1");
        assertThat(header(record, Headers.COMMITMENTS)).isEqualTo("{\"actor.ip\":\"c29tZQ\"}");
    }

    @Test
    void givenAnEventOfAUserByThePlatformWhenForwardedThenItHasNoOrganizationVersion() throws Exception {
        store.append(new ApiKeyCreated("key_1", "user_1", null, null, Role.READ), 0, """
                {"actor_type":"platform","request_id":"req-1"}""");
        forwarder();
        assertTopicIsTheStore();

        ConsumerRecord<String, byte[]> record = topics.of(Topics.EVENTS).getFirst();

        assertThat(record.key()).isEqualTo("user_1");
        assertThat(header(record, Headers.CE_ACTOR_ID)).isEqualTo("platform");
        assertThat(record.headers().lastHeader(Headers.CE_ORG_VERSION)).isNull();
        assertThat(record.headers().lastHeader(Headers.ACTOR_KEY)).isNull();
        assertThat(record.headers().lastHeader(Headers.COMMITMENTS)).isNull();
    }

    @Test
    void givenRowsOfTheVaultWhenTheirEventsAreForwardedThenTheyStandOnTheCompactedTopics() throws Exception {
        store.execute("""
                INSERT INTO person VALUES ('user_1', 'Ada@example.org', 'Ada', NULL, 'https://x.org/a.png',
                    '2026-11-02T10:00:00.5Z', true), ('user_2', 'bob@example.org', NULL, NULL, NULL, NULL, false);
                INSERT INTO contact VALUES ('org_1', 'office@example.org');
                INSERT INTO invitation VALUES ('inv_1', 'org_1', 'user_2', 2, now(), 'Bob', 'Bee');
                INSERT INTO invitation_token VALUES ('hash1', 'inv_1', 1), ('hash2', 'inv_1', 2);
                INSERT INTO api_key VALUES ('key_1', 'user_1', 'laptop', 'hash', '2026-11-02T10:00:00Z', NULL,
                    ARRAY['org_1'], 'super_admin', '2026-11-03T10:00:00Z')""");
        store.append(new UserRegistered("user_1"), 0, StoreRows.BY_A_USER);
        store.append(new OrgCreated("org_1", "user_1", "Acme", null, null), 0, StoreRows.BY_A_USER);
        String invited = store.append(new MemberInvited("org_1", "inv_1", "user_2", Role.READ, null, AT), 1,
                StoreRows.BY_A_USER);
        store.append(new InvitationResent("org_1", "inv_1", "user_2", 2, AT, AT), 2, StoreRows.BY_A_USER);
        store.append(new ApiKeyCreated("key_1", "user_1", null, null, Role.READ), 1, StoreRows.BY_A_USER);
        store.append(new UserRegistered("user_gone"), 0, StoreRows.BY_A_USER);
        store.execute(
                "INSERT INTO event_personal VALUES ('" + invited + "', 'user_1', 'salt', '{\"actor.ip\":\"::1\"}')");

        forwarder();
        assertTopicIsTheStore();

        assertThat(topics.table(Topics.PERSONS)).isEqualTo(Map.of("user_1", json("""
                {"email":"Ada@example.org","first_name":"Ada","image_url":"https://x.org/a.png",
                 "registered_at":"2026-11-02T10:00:00.500Z"}"""), "user_2", json("""
                {"email":"bob@example.org"}"""), "org_1", json("""
                {"management_email":"office@example.org"}""")));
        assertThat(topics.table(Topics.INTERNAL)).isEqualTo(Map.of("invitation/inv_1", json("""
                {"org_id":"org_1","token_hash":"hash2","first_name":"Bob","last_name":"Bee"}"""), "key/key_1", json("""
                {"key_id":"key_1","user_id":"user_1","name":"laptop","secret_hash":"hash",
                 "created_at":"2026-11-02T10:00:00Z","limited_to_orgs":["org_1"],"max_role":"super_admin",
                 "revoked_at":"2026-11-03T10:00:00Z"}"""), "event/" + invited + "/user_1", json("""
                {"event_id":"%s","person_id":"user_1","salt":"salt","values":{"actor.ip":"::1"}}"""
                .formatted(invited))));
        // A row that is gone goes as a tombstone.
        assertThat(topics.of(Topics.PERSONS)).anySatisfy(record -> {
            assertThat(record.key()).isEqualTo("user_gone");
            assertThat(record.value()).isNull();
        });
        // Wanted by two events of one batch, sent once.
        assertThat(topics.of(Topics.INTERNAL)).filteredOn(record -> record.key().equals("invitation/inv_1")).hasSize(1)
                .allSatisfy(record -> assertThat(header(record, Headers.POSITION)).isEqualTo("3"));
    }

    @Test
    void givenEventsWhenForwardedThenTheStateThatDecidesStandsOnItsTopic() throws Exception {
        store.execute(
                """
                        INSERT INTO person VALUES ('user_1', 'ada@example.org', 'Ada', NULL, NULL, '2026-11-02T10:00:00Z', true);
                        INSERT INTO api_key VALUES ('key_1', 'user_1', 'laptop', 'hash', '2026-11-02T10:00:00Z', NULL,
                            ARRAY['org_1'], 'super_admin', '2026-11-03T10:00:00Z')""");
        store.append(new UserRegistered("user_1"), 0, StoreRows.BY_A_USER);
        store.append(new ApiKeyCreated("key_1", "user_1", null, null, Role.READ), 1, StoreRows.BY_A_USER);
        store.append(new OrgCreated("org_1", "user_1", "Acme", null, null), 0, StoreRows.BY_A_USER);
        String joined = store.append(new MemberJoined("org_1", "user_1", Role.SUPER_ADMIN, null, null), 1,
                StoreRows.BY_A_USER);
        store.append(new MemberJoined("org_1", "user_2", Role.READ, null, null), 2, StoreRows.BY_A_USER);
        store.append(new ApiKeyCutOff("org_1", "key_1", "user_1"), 3, StoreRows.BY_A_USER);
        store.append(new MemberRemoved("org_1", "user_2", Role.READ), 4, StoreRows.BY_A_USER);

        forwarder();
        assertTopicIsTheStore();

        Map<String, JsonNode> state = topics.table(Topics.STATE);
        assertThat(state).containsOnlyKeys("user_1", "key_1", "org_1", "org_1/user_1");
        assertThat(state.get("user_1").at("/facts/two_factor_enabled").asBoolean()).isTrue();
        assertThat(state.get("key_1").propertyNames()).containsExactlyInAnyOrder("key_id", "user_id", "limits",
                "revoked_at");
        assertThat(state.get("org_1").path("name").asString()).isEqualTo("Acme");
        assertThat(state.get("org_1").path("version").asLong()).isEqualTo(5);
        assertThat(state.get("org_1").at("/cut_off_keys/0").asString()).isEqualTo("key_1");
        assertThat(state.get("org_1/user_1").path("granted_by_event").asString()).isEqualTo(joined);
        assertThat(topics.of(Topics.STATE)).filteredOn(record -> record.key().equals("org_1/user_2")).last()
                .satisfies(gone -> {
                    assertThat(gone.value()).isNull();
                    assertThat(header(gone, Headers.CE_ORG_VERSION)).isEqualTo("5");
                });
        assertThat(topics.of(Topics.STATE)).filteredOn(record -> record.key().startsWith("org_"))
                .extracting(ConsumerRecord::partition).containsOnly(EventRecords.partition("org_1"));
    }

    @Test
    void givenAnErasedPersonWhenForwardedThenATombstoneForEveryRecordThatThereEverWas() throws Exception {
        String registered = store.append(new UserRegistered("user_1"), 0, StoreRows.BY_A_USER);
        store.append(new OrgCreated("org_1", "user_2", "Acme", null, null), 0, StoreRows.BY_A_USER);
        String invited = store.append(new MemberInvited("org_1", "inv_1", "user_1", Role.READ, null, AT), 1,
                StoreRows.BY_A_USER);
        store.append(new ApiKeyCreated("key_1", "user_1", null, null, null), 1, StoreRows.BY_A_USER);
        store.execute("""
                INSERT INTO person VALUES ('user_1', 'ada@example.org', 'Ada', NULL, NULL, now(), true),
                    ('user_2', 'bob@example.org', 'Bob', NULL, NULL, now(), true);
                INSERT INTO contact VALUES ('org_1', 'ada@example.org');
                INSERT INTO invitation VALUES ('inv_1', 'org_1', 'user_1', 1, now(), 'Ada', NULL);
                INSERT INTO invitation_token VALUES ('hash1', 'inv_1', 1);
                INSERT INTO api_key VALUES ('key_1', 'user_1', 'laptop of Ada', 'hash', now());
                INSERT INTO event_personal VALUES ('%s', 'user_1', 'salt', '{"actor.ip":"::1"}'),
                    ('%s', 'user_2', 'salt', '{"actor.ip":"::2","management_email.old":"ada@example.org"}')"""
                .formatted(registered, invited));
        Forwarder first = forwarder();
        assertTopicIsTheStore();
        first.stop();
        assertThat(topics.table(Topics.PERSONS)).containsOnlyKeys("user_1", "org_1");

        store.execute("""
                DELETE FROM person WHERE person_id = 'user_1'; DELETE FROM contact; DELETE FROM invitation_token;
                UPDATE invitation SET first_name = NULL;
                UPDATE api_key SET name = '', secret_hash = NULL, revoked_at = now();
                UPDATE event_personal SET values = '{}', salt = '' WHERE person_id = 'user_1';
                UPDATE event_personal SET values = '{"actor.ip":"::2","management_email.old":"erased user"}', salt = ''
                    WHERE person_id = 'user_2';
                INSERT INTO forgotten_row VALUES ('user_1', 'details', '%s/user_2'), ('user_1', 'contact', 'org_1');
                INSERT INTO repeated_tombstones VALUES ('user_1', now() - interval '1 second')""".formatted(invited));
        store.append(new UserErased("user_1"), 2, StoreRows.BY_A_USER);
        forwarder();
        assertTopicIsTheStore();

        await().atMost(PATIENCE).until(() -> topics.of(Topics.PERSONS).stream()
                .filter(record -> record.key().equals("user_1") && record.value() == null).count() == 2);
        assertThat(topics.table(Topics.PERSONS)).isEmpty();
        assertThat(topics.table(Topics.STATE)).doesNotContainKeys("user_1", "key_1");
        assertThat(topics.table(Topics.INTERNAL)).isEqualTo(Map.of("event/" + invited + "/user_2", json("""
                {"event_id":"%s","person_id":"user_2","salt":"",
                 "values":{"actor.ip":"::2","management_email.old":"erased user"}}"""
                .formatted(invited))));
        assertThat(topics.of(Topics.INTERNAL)).filteredOn(record -> record.value() == null)
                .extracting(ConsumerRecord::key)
                .contains("key/key_1", "invitation/inv_1", "event/" + registered + "/user_1");
        assertThat(topics.of(Topics.USAGE)).isNotEmpty().allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("key_1");
            assertThat(record.value()).isNull();
        });
        assertThat(topics.of(Topics.STATE)).filteredOn(record -> record.key().equals("key_1"))
                .extracting(ConsumerRecord::partition).containsOnly(EventRecords.partition("user_1"));
        await().atMost(PATIENCE).until(() -> store.count("repeated_tombstones") == 0);
    }

    @Test
    void givenAnyKeyWhenPlacedThenWhereKafkaItselfWouldPutIt() {
        for (int i = 0; i < 100; i++) {
            String key = "org_ü" + i;
            assertThat(EventRecords.partition(key))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), Topics.PARTITIONS));
        }
    }

    private static JsonNode json(String text) {
        return EventJson.mapper().readTree(text);
    }
}
