package dev.orgledger.standalone;

import static dev.orgledger.standalone.ConfiguredWorld.patience;
import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.HookReceiver.Got;
import dev.orgledger.standalone.World.Person;

/** Contract section 9 over HTTP, with a real receiver. */
class WebhookHttpTest {

    private static final String WEBHOOKS = "/webhooks";
    private static final String DELIVERIES = "/webhooks/deliveries";
    private static final ConfiguredWorld CONFIGURED = ConfiguredWorld.shared();

    private final World world = CONFIGURED.world;
    private final Person owner = world.person();
    private final Api api = owner.api();
    private final String org = world.organization(owner);
    private final HookReceiver receiver = new HookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void givenAWebhookWhenThingsHappenThenTheyArriveSignedInOrderWithPeoplesAddresses() {
        Answer made = create("*");
        String secret = made.text("/data/secret");
        Person member = world.member(org, "read");
        api.put("/organization", Map.of("orgId", org, "name", "Renamed")).expect(200);
        patience().until(() -> receiver.got.size() >= 2);

        assertThat(receiver.types()).containsExactly("member.joined", "organization.updated");
        Got joined = receiver.got.getFirst();
        assertThat(joined.json().propertyNames()).containsExactly("type", "timestamp", "id", "org_id", "version",
                "previous_version", "data");
        assertThat(joined.json().path("org_id").asString()).isEqualTo(org);
        assertThat(joined.json().path("version").asLong()).isEqualTo(4);
        assertThat(joined.json().path("previous_version").isNull()).isTrue();
        assertThat(joined.json().at("/data/people/0/id").asString()).isEqualTo(member.id());
        assertThat(joined.json().at("/data/people/0/email").asString()).isEqualTo(member.email());
        assertThat(joined.json().at("/data/actor/type").asString()).isEqualTo("platform");
        assertThat(joined.header("webhook-id")).isEqualTo(joined.json().path("id").asString());
        assertThat(joined.header("content-type")).startsWith("application/json");
        Got renamed = receiver.got.get(1);
        assertThat(renamed.json().path("previous_version").asLong()).isEqualTo(4);
        assertThat(renamed.json().at("/data/actor/email").asString()).isEqualTo(owner.email());
        assertThat(receiver.got).allSatisfy(got -> assertThat(got.signedWith(secret)).isTrue());
        assertThat(receiver.got).noneSatisfy(
                got -> assertThat(got.signedWith("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")).isTrue());
        Got altered = new Got(joined.headers(), joined.body().replace("read", "admin"));
        assertThat(altered.signedWith(secret)).isFalse();

        patience().until(() -> !get(made).path("last_success_at").isNull());
        assertThat(get(made).path("failures_24h").asInt()).isZero();
        assertThat(get(made).path("delay_seconds").asInt()).isZero();
        Answer deliveries = deliveries(made);
        assertThat(column(deliveries, "type")).containsExactly("organization.updated", "member.joined");
        assertThat(column(deliveries, "status")).containsOnly("success");
        assertThat(deliveries.data().get(0).at("/attempts/0/response_status").asInt()).isEqualTo(200);
        assertThat(deliveries.data().get(0).at("/attempts/0/response_preview").asString()).startsWith("answer ");
    }

    @Test
    void givenASubscriptionWhenOtherThingsHappenThenOnlyWhatWasWantedArrives() {
        create("member.*");
        api.put("/organization", Map.of("orgId", org, "name", "Renamed")).expect(200);
        world.member(org, "read");
        patience().until(() -> !receiver.got.isEmpty());
        assertThat(receiver.types()).containsExactly("member.joined");
    }

    @Test
    void givenAWebhookWhenReadThenNeverItsSecretAndAlwaysAllOfItsFields() {
        Answer made = create("*");
        assertThat(made.text("/status")).isEqualTo("Webhook created");
        assertThat(made.text("/data/id")).startsWith("wh_");
        assertThat(made.text("/data/secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.header("x-org-version")).isEqualTo("3");

        Answer list = api.get(WEBHOOKS, "orgId", org).expect(200);
        assertThat(list.json().propertyNames()).containsExactly("data", "total", "total_capped", "page", "limit",
                "next_cursor");
        assertThat(list.data().get(0).propertyNames()).containsExactly("id", "name", "url", "events", "enabled",
                "disabled_reason", "created_at", "last_success_at", "failures_24h", "delay_seconds");
        assertThat(get(made).propertyNames()).containsExactlyElementsOf(list.data().get(0).propertyNames());
        assertThat(get(made).path("url").asString()).isEqualTo(receiver.url());
        Answer changed = api.put(WEBHOOKS,
                Map.of("orgId", org, "webhookId", id(made), "name", "Talk", "events", List.of("role.expired", "*")))
                .expect(200);
        assertThat(changed.text("/status")).isEqualTo("Webhook updated");
        assertThat(changed.text("/data/name")).isEqualTo("Talk");
        assertThat(changed.json().at("/data/events").toString()).isEqualTo("[\"*\",\"role.expired\"]");
        assertThat(changed.json().toString()).doesNotContain("whsec_");
        String version = changed.header("x-org-version");
        assertThat(api.put(WEBHOOKS, Map.of("orgId", org, "webhookId", id(made), "name", "Talk")).expect(200)
                .header("x-org-version")).as("nothing changed").isEqualTo(version);
    }

    @Test
    void givenChangesWhenTheLogIsReadThenEachFieldWithBothValuesAndOfTheUrlTheHostAlone() {
        Answer made = create("member.*");
        api.put(WEBHOOKS, named(made, "url", receiver.url() + "&more=1", "enabled", false)).expect(200);
        api.post(WEBHOOKS + "/rotate", named(made)).expect(200);
        api.delete(WEBHOOKS, "orgId", org, "webhookId", id(made)).expect(200);

        Answer log = api.get("/organization/audit", "orgId", org, "target", id(made)).expect(200);
        assertThat(column(log, "action")).containsExactly("webhook.deleted", "webhook.secret_rotated",
                "webhook.updated", "webhook.created");
        assertThat(log.data().get(3).path("changes").valueStream().map(change -> change.path("field").asString()))
                .containsExactly("name", "host", "events", "enabled");
        assertThat(log.data().get(3).at("/changes/1/new").asString()).isEqualTo("127.0.0.1");
        assertThat(log.data().get(2).path("changes").valueStream().map(change -> change.path("field").asString()))
                .containsExactly("enabled", "url");
        assertThat(log.data().get(2).at("/changes/1/new").isNull()).isTrue();
        assertThat(log.data().get(2).at("/target/type").asString()).isEqualTo("webhook");
        assertThat(log.data().get(2).at("/target/label").asString()).isEqualTo("Chat");
        assertThat(log.json().toString()).doesNotContain("s3cret-of-the-receiver", "more=1", "whsec_");
    }

    @Test
    void givenSeveralWhenListedThenNewestFirstByPageAndByCursor() {
        List<String> made = List.of(id(create("*")), id(create("*")), id(create("*")));
        assertThat(column(api.get(WEBHOOKS, "orgId", org), "id")).containsExactlyElementsOf(made.reversed());
        Answer first = api.get(WEBHOOKS, "orgId", org, "limit", "2").expect(200);
        assertThat(first.json().path("total").asInt()).isEqualTo(3);
        Answer rest = api.get(WEBHOOKS, "orgId", org, "limit", "2", "cursor", first.text("/next_cursor")).expect(200);
        assertThat(column(rest, "id")).containsExactly(made.getFirst());
        assertThat(rest.json().path("next_cursor").isNull()).isTrue();
        assertThat(column(api.get(WEBHOOKS, "orgId", org, "limit", "2", "page", "1"), "id"))
                .containsExactly(made.getFirst());
        api.get(WEBHOOKS, "orgId", org, "cursor", "x").expect(400, "invalid_cursor");
        api.get(WEBHOOKS, "orgId", org, "limit", "x").expect(400, "invalid_page");
    }

    @Test
    void givenTheSameIdempotencyKeyWhenCreatedAgainThenTheFirstAnswerWithoutItsSecret() {
        Api repeating = api.header("idempotency-key", "make-one");
        Answer first = repeating.post(WEBHOOKS, wish("*", receiver.url())).expect(200);
        Answer again = repeating.post(WEBHOOKS, wish("*", receiver.url())).expect(200);
        assertThat(again.text("/data/id")).isEqualTo(first.text("/data/id"));
        assertThat(again.json().at("/data/secret").isNull()).isTrue();
        assertThat(column(api.get(WEBHOOKS, "orgId", org), "id")).hasSize(1);
    }

    @Test
    void givenARotationWhenTestedThenBothSecretsSignWithinTheGraceAndOnlyTheNewOneWithout() {
        Answer made = create("*");
        String first = made.text("/data/secret");
        Answer rotated = api.post(WEBHOOKS + "/rotate", named(made, "grace_seconds", 600)).expect(200);
        assertThat(rotated.text("/status")).isEqualTo("Secret rotated");
        String second = rotated.text("/data/secret");
        test(made);
        assertThat(receiver.got.getLast().signedWith(first)).isTrue();
        assertThat(receiver.got.getLast().signedWith(second)).isTrue();

        String third = api.post(WEBHOOKS + "/rotate", named(made)).expect(200).text("/data/secret");
        test(made);
        assertThat(receiver.got.getLast().signedWith(third)).isTrue();
        assertThat(receiver.got.getLast().signedWith(second)).isFalse();
        for (Object grace : new Object[]{-1, 86_401, "soon", 1.5}) {
            api.post(WEBHOOKS + "/rotate", named(made, "grace_seconds", grace)).expect(400, "invalid_grace_seconds");
        }
    }

    @Test
    void givenAReceiverWhenTestedThenOneAttemptIsMadeAndKeptAndAFailedOneCanBeRetried() {
        Answer made = create("*");
        Answer good = test(made);
        assertThat(good.json().at("/data/delivered").asBoolean()).isTrue();
        assertThat(good.json().at("/data/response_status").asInt()).isEqualTo(200);
        assertThat(good.json().at("/data/duration_ms").asInt()).isNotNegative();
        assertThat(good.text("/data/response_preview")).isEqualTo("answer 1");
        assertThat(receiver.got.getFirst().type()).isEqualTo("test.ping");
        assertThat(receiver.got.getFirst().json().path("version").isNull()).isTrue();

        receiver.answers(500);
        assertThat(test(made).json().at("/data/delivered").asBoolean()).isFalse();
        JsonNode failed = deliveries(made).data().get(0);
        assertThat(failed.path("kind").asString()).isEqualTo("test");
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(get(made).path("failures_24h").asInt()).isEqualTo(1);
        receiver.answers(200);
        Map<String, Object> retry = Map.of("orgId", org, "deliveryId", failed.path("id").asString());
        assertThat(api.post(DELIVERIES + "/retry", retry).expect(200).text("/status")).isEqualTo("Delivery queued");
        patience().until(() -> receiver.got.size() == 3);
        patience().untilAsserted(
                () -> assertThat(column(deliveries(made, "status", "failed"), "id")).isEmpty());
        api.post(DELIVERIES + "/retry", retry).expect(409, "delivery_not_failed");
        api.post(DELIVERIES + "/retry", Map.of("orgId", org, "deliveryId", "dlv_1")).expect(404,
                "delivery_not_found");
        receiver.close();
        Answer nobody = test(made);
        assertThat(nobody.json().at("/data/response_status").isNull()).isTrue();
        // The connection of the test before may have been kept.
        assertThat(nobody.text("/data/error")).isIn("connection_failed", "no_answer");
    }

    @Test
    void givenAReceiverThatIsGoneWhenToldSoThenDisabledMailedAuditedAndResumedWhereItStopped() {
        Answer made = create("member.*");
        receiver.answers(410);
        world.member(org, "read");
        patience().until(() -> !get(made).path("enabled").asBoolean());
        assertThat(get(made).path("disabled_reason").asString()).isEqualTo("gone");
        patience().until(() -> CONFIGURED.subjects(owner.email()).contains("A webhook was disabled"));
        world.member(org, "write");
        api.post(WEBHOOKS + "/replay", named(made, "from_version", 1)).expect(409, "webhook_disabled");
        String failed = deliveries(made, "status", "failed").text("/data/0/id");
        api.post(DELIVERIES + "/retry", Map.of("orgId", org, "deliveryId", failed)).expect(409, "webhook_disabled");

        receiver.answers(200);
        receiver.got.clear();
        api.put(WEBHOOKS, named(made, "enabled", true)).expect(200);
        patience().until(() -> receiver.got.size() == 2);
        assertThat(receiver.got).extracting(got -> got.json().path("version").asLong())
                .isEqualTo(List.of(4L, 6L));
        assertThat(receiver.got.get(1).json().path("previous_version").asLong()).isEqualTo(4);
        assertThat(get(made).path("disabled_reason").isNull()).isTrue();

        Answer log = api.get("/organization/audit", "orgId", org, "tableName", "orgs").expect(200);
        assertThat(column(log, "action")).containsExactly("webhook.updated", "webhook.disabled", "webhook.created",
                "organization.created");
        JsonNode disabled = log.data().get(1);
        assertThat(disabled.at("/actor/type").asString()).isEqualTo("system");
        assertThat(disabled.at("/target/id").asString()).isEqualTo(id(made));
        assertThat(log.json().toString()).doesNotContain("s3cret-of-the-receiver", "whsec_");
    }

    @Test
    void givenHistoryWhenReplayedThenItComesInOrderWithItsOwnPreviousVersions() {
        world.member(org, "read");
        Answer made = create("*");
        Answer queued = api.post(WEBHOOKS + "/replay", named(made, "from_version", 1, "to_version", 3)).expect(200);
        assertThat(queued.text("/status")).isEqualTo("Replay queued");
        assertThat(queued.json().path("count").asInt()).isEqualTo(3);
        patience().until(() -> receiver.got.size() == 3);
        assertThat(receiver.types()).containsExactly("organization.created", "member.joined", "member.joined");
        assertThat(receiver.got).extracting(got -> got.json().path("version").asLong()).isEqualTo(List.of(1L, 2L, 3L));
        for (Object[] range : new Object[][]{{0, 1}, {-1, 1}, {2, 1}, {"1", 2}, {1, "2"}, {1.5, 2}}) {
            api.post(WEBHOOKS + "/replay", named(made, "from_version", range[0], "to_version", range[1])).expect(400,
                    "invalid_versions");
        }
        api.post(WEBHOOKS + "/replay", named(made)).expect(400, "invalid_versions");
        assertThat(api.post(WEBHOOKS + "/replay", named(made, "from_version", 99)).expect(200).json().path("count")
                .asInt()).isZero();
    }

    @Test
    void givenADeletedWebhookOrOneOfAnotherOrganizationThenWebhookNotFoundEverywhere() {
        Answer made = create("*");
        api.delete(WEBHOOKS, "orgId", org, "webhookId", id(made)).expect(200);
        Person other = world.person();
        String foreign = world.organization(other);
        String foreignHook = other.api().post(WEBHOOKS, Map.of("orgId", foreign, "name", "n", "url", receiver.url(),
                "events", List.of("*"))).expect(200).text("/data/id");
        for (String id : List.of(id(made), foreignHook, "wh_1")) {
            Map<String, Object> named = Map.of("orgId", org, "webhookId", id, "from_version", 1);
            api.get(WEBHOOKS, "orgId", org, "webhookId", id).expect(404, "webhook_not_found");
            api.put(WEBHOOKS, named).expect(404, "webhook_not_found");
            api.delete(WEBHOOKS, "orgId", org, "webhookId", id).expect(404, "webhook_not_found");
            api.get(DELIVERIES, "orgId", org, "webhookId", id).expect(404, "webhook_not_found");
            for (String call : List.of("/rotate", "/test", "/replay")) {
                api.post(WEBHOOKS + call, named).expect(404, "webhook_not_found");
            }
        }
    }

    @Test
    void givenNoRightWhenCalledThenTheContractsRefusals() {
        Answer made = create("*");
        Person writer = world.member(org, "write");
        Person stranger = world.person();
        for (Api caller : List.of(writer.api(), stranger.api())) {
            int status = caller == writer.api() ? 403 : 404;
            String code = caller == writer.api() ? "permission_denied" : "organization_not_found";
            caller.get(WEBHOOKS, "orgId", org).expect(status, code);
            caller.get(DELIVERIES, "orgId", org, "webhookId", id(made)).expect(status, code);
            caller.post(WEBHOOKS, Map.of("orgId", org)).expect(status, code);
            caller.put(WEBHOOKS, named(made)).expect(status, code);
            caller.delete(WEBHOOKS, "orgId", org, "webhookId", id(made)).expect(status, code);
            for (String call : List.of("/rotate", "/test", "/replay", "/deliveries/retry")) {
                caller.post(WEBHOOKS + call, named(made, "deliveryId", "dlv_1", "from_version", 1)).expect(status,
                        code);
            }
        }
        Answer refused = writer.api().get(WEBHOOKS, "orgId", org).expect(403, "permission_denied");
        assertThat(refused.text("/details/permission")).isEqualTo("org.manage_webhooks");
        api.get(WEBHOOKS).expect(400, "org_id_required");
        api.get(DELIVERIES, "orgId", org).expect(400, "invalid_parameter");
        api.get(DELIVERIES, "orgId", org, "webhookId", id(made), "status", "lost").expect(400, "invalid_parameter");
        api.get(DELIVERIES, "orgId", org, "webhookId", id(made), "cursor", "x").expect(400, "invalid_cursor");
        world.api.get(WEBHOOKS, "orgId", org).expect(401, "missing_credentials");
        patience().untilAsserted(() -> assertThat(
                column(api.get("/organization/audit", "orgId", org, "outcome", "denied").expect(200), "outcome"))
                .hasSizeGreaterThanOrEqualTo(9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://hooks.example.com/in        | not_https
            https://127.0.0.1/in               | address_literal
            https://[::1]/in                   | address_literal
            https://2130706433/in              | address_literal
            https://localhost/in               | private_host
            https://u:p@hooks.example.com/in   | credentials
            http://127.0.0.2/in                | not_https
            nonsense                           | not_https
            """)
    void givenABadUrlWhenCreatingThenInvalidUrlWithoutIt(String url, String reason) {
        Answer refused = api.post(WEBHOOKS, wish("*", url)).expect(400, "invalid_url");
        assertThat(refused.text("/details/reason")).isEqualTo(reason);
        assertThat(refused.json().toString()).doesNotContain(url);
    }

    @Test
    void givenBadFieldsWhenCreatingThenEachInItsOrderAndNothingIsStored() {
        api.post(WEBHOOKS, Map.of("orgId", org)).expect(400, "name_required");
        api.post(WEBHOOKS, Map.of("orgId", org, "name", "n")).expect(400, "invalid_events");
        api.post(WEBHOOKS, Map.of("orgId", org, "name", "n", "events", List.of("*"))).expect(400, "invalid_url");
        api.post(WEBHOOKS, Map.of("orgId", org, "name", "n", "events", List.of("nonsense"), "url", "nonsense"))
                .expect(400, "invalid_events");
        api.post(WEBHOOKS, Map.of("orgId", org, "name", "n", "events", "*", "url", receiver.url())).expect(400,
                "invalid_events");
        api.post(WEBHOOKS, Map.of("orgId", org, "name", "n", "events", List.of(), "url", receiver.url())).expect(400,
                "invalid_events");
        Map<String, Object> typed = new HashMap<>(wish("*", receiver.url()));
        typed.put("enabled", "perhaps");
        api.post(WEBHOOKS, typed).expect(400, "invalid_body");
        assertThat(column(api.get(WEBHOOKS, "orgId", org), "id")).isEmpty();
        assertThat(api.post(WEBHOOKS, wish("*", "https://does-not-resolve.invalid/in")).expect(200).text("/data/url"))
                .isEqualTo("https://does-not-resolve.invalid/in");
    }

    @Test
    void givenLoopbackIsNotAllowedWhenCreatingThenItIsRefused() {
        World strict = World.shared();
        Person person = strict.person();
        String id = strict.organization(person);
        for (String url : List.of("http://127.0.0.1:9/in", "http://localhost:9/in")) {
            person.api().post(WEBHOOKS, Map.of("orgId", id, "name", "n", "url", url, "events", List.of("*")))
                    .expect(400, "invalid_url");
        }
    }

    @Test
    void givenADisabledWebhookWhenEnabledThenItIsToldWhatItMissed() {
        Answer made = create("member.*");
        api.put(WEBHOOKS, named(made, "enabled", false)).expect(200);
        world.member(org, "read");
        world.member(org, "read");
        // Something else arrives in the meantime, so that there was time for these.
        create("organization.updated");
        api.put("/organization", Map.of("orgId", org, "name", "Renamed")).expect(200);
        patience().until(() -> !receiver.got.isEmpty());
        assertThat(receiver.types()).containsExactly("organization.updated");

        api.put(WEBHOOKS, named(made, "enabled", true)).expect(200);
        patience().until(() -> receiver.got.size() == 3);
        assertThat(receiver.types()).containsExactly("organization.updated", "member.joined", "member.joined");
    }

    @Test
    void givenAPersonWhoWasErasedWhenReplayedThenNobodysAddressIsTold() {
        Person member = world.member(org, "read");
        Answer made = create("*");
        world.platform.delete("/user", "userId", member.id()).expect(200);
        api.post(WEBHOOKS + "/replay", named(made, "from_version", 3, "to_version", 3)).expect(200);
        patience().until(() -> receiver.got.stream().anyMatch(got -> got.type().equals("member.joined")));
        Got joined = receiver.got.stream().filter(got -> got.type().equals("member.joined")).findFirst().orElseThrow();
        assertThat(joined.json().at("/data/people/0/id").asString()).isEqualTo(member.id());
        assertThat(joined.json().at("/data/people/0/email").isNull()).isTrue();
        assertThat(joined.body()).doesNotContain(member.email());
    }

    private Answer create(String events) {
        return api.post(WEBHOOKS, wish(events, receiver.url())).expect(200);
    }

    private Map<String, Object> wish(String events, String url) {
        return Map.of("orgId", org, "name", "Chat", "url", url, "events", List.of(events));
    }

    private Map<String, Object> named(Answer made, Object... more) {
        Map<String, Object> named = new HashMap<>(Map.of("orgId", org, "webhookId", id(made)));
        for (int i = 0; i < more.length; i += 2) {
            named.put((String) more[i], more[i + 1]);
        }
        return named;
    }

    private Answer test(Answer made) {
        return api.post(WEBHOOKS + "/test", named(made)).expect(200);
    }

    private JsonNode get(Answer made) {
        return api.get(WEBHOOKS, "orgId", org, "webhookId", id(made)).expect(200).data();
    }

    private Answer deliveries(Answer made, String... more) {
        String[] query = new String[4 + more.length];
        System.arraycopy(new String[]{"orgId", org, "webhookId", id(made)}, 0, query, 0, 4);
        System.arraycopy(more, 0, query, 4, more.length);
        return api.get(DELIVERIES, query).expect(200);
    }

    private static String id(Answer made) {
        return made.text("/data/id");
    }
}
