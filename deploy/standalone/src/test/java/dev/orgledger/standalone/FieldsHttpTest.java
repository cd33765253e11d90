package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Described.Operation;
import dev.orgledger.standalone.World.Person;

/** Which fields come in and which go out: what a command does not name is not taken over, what a schema does not name is not shown. */
class FieldsHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();
    private final String org = world.organization(owner);
    private final Described described = new Described(world.api.get("/v3/api-docs").expect(200).json());

    /** Whatever an answer has and a command has not: somebody may hope that it is stored as it came. */
    private Map<String, Object> with(Map<String, ?> wish) {
        Map<String, Object> body = new HashMap<>(Map.ofEntries(Map.entry("id", "org_1"), Map.entry("uid", "user_1"),
                Map.entry("created_by", "user_1"), Map.entry("created_at", "2001-01-01T00:00:00Z"),
                Map.entry("customer_id", "cus_1"), Map.entry("owner_id", "user_1"), Map.entry("is_owner", true),
                Map.entry("status", "active"), Map.entry("version", 99), Map.entry("deleted", true),
                Map.entry("secret", "whsec_AAAA"), Map.entry("key", "olk_mine"), Map.entry("secret_hash", "00"),
                Map.entry("revoked_at", "2001-01-01T00:00:00Z"), Map.entry("last_used_at", "2001-01-01T00:00:00Z"),
                Map.entry("disabled_reason", "gone"), Map.entry("failures_24h", 7), Map.entry("actor", "system"),
                Map.entry("principal", "platform"), Map.entry("legal_hold", true),
                Map.entry("joined_at", "2001-01-01")));
        body.putAll(wish);
        return body;
    }

    @Test
    void givenFieldsOfAnAnswerWhenCommandedThenTheyAreNotTakenOver() {
        String made = owner.api().post("/organization", with(Map.of("name", "Assigned"))).expect(200).text("/id");
        owner.api().put("/organization", with(Map.of("orgId", made, "name", "Assigned again"))).expect(200);
        JsonNode organization = owner.api().get("/organization", "orgId", made).expect(200).data();
        assertThat(made).isNotEqualTo("org_1");
        assertThat(organization.path("created_by").asString()).isEqualTo(owner.id());
        assertThat(organization.path("customer_id").isNull()).isTrue();
        assertThat(organization.path("created_at").asString()).doesNotStartWith("2001");

        Person guest = world.person();
        owner.api().post("/organization/members", with(Map.of("orgId", made, "email", guest.email(), "role", "read")))
                .expect(200);
        JsonNode members = owner.api().get("/organization/members", "orgId", made).expect(200).data();
        assertThat(members.at("/1/status").asString()).isEqualTo("pending");
        assertThat(members.at("/1/is_owner").asBoolean()).isFalse();

        String key = owner.api().post("/apikey", with(Map.of("name", "mine"))).expect(200).text("/key");
        assertThat(key).isNotEqualTo("olk_mine");
        assertThat(owner.api().get("/apikey").expect(200).data()).allSatisfy(
                each -> assertThat(each.path("revoked_at").isNull()).isTrue());

        JsonNode hook = owner.api().post("/webhooks", with(Map.of("orgId", made, "name", "hook", "url",
                "https://hooks.example.test/", "events", List.of("*"), "enabled", false))).expect(200).data();
        assertThat(hook.path("secret").asString()).isNotEqualTo("whsec_AAAA");
        assertThat(hook.path("disabled_reason").isNull()).isTrue();
        assertThat(hook.path("failures_24h").asInt()).isZero();
    }

    @Test
    void givenOneselfWhenUpdatingThenNeitherAddressNorFactsAreOnesOwnToSay() {
        world.api.as(owner.key()).put("/user", with(Map.of("first_name", "Eve", "email", "other@example.test")))
                .expect(200);
        JsonNode user = owner.api().get("/user").expect(200).data();
        assertThat(user.path("email").asString()).isEqualTo(owner.email());
        assertThat(user.path("id").asString()).isEqualTo(owner.id());
        owner.api().put("/user", Map.of("two_factor_enabled", true)).expect(403, "permission_denied");
    }

    @Test
    void givenEverythingThatCanBeReadThenNoFieldIsShownThatTheDocumentDoesNotName() {
        Person member = world.member(org, "write");
        owner.api().post("/organization/members", Map.of("orgId", org, "email", world.address(), "role", "read"))
                .expect(200);
        String hook = owner.api().post("/webhooks", Map.of("orgId", org, "name", "hook", "url",
                "https://hooks.example.test/", "events", List.of("*"))).expect(200).text("/data/id");
        world.delivery(owner, org, hook);
        member.api().delete("/organization", "orgId", org).expect(403);
        int read = 0;
        for (Operation operation : described.operations()) {
            if (operation.verb().equals("GET") && !operation.path().endsWith("/export")
                    && !operation.path().endsWith("/preview")) {
                List<String> query = Stream.of(Map.entry("orgId", org), Map.entry("webhookId", hook),
                        Map.entry("permission", "org.read")).filter(one -> operation.query().containsKey(one.getKey()))
                        .flatMap(one -> Stream.of(one.getKey(), one.getValue())).toList();
                JsonNode answer = owner.api().get(operation.path(), query.toArray(String[]::new)).expect(200).json();
                Set<String> unknown = new TreeSet<>();
                undescribed(List.of(operation.answer()), answer, "", unknown);
                assertThat(unknown).as(operation.toString()).isEmpty();
                read++;
            }
        }
        assertThat(read).isGreaterThan(14);
    }

    /** The places of fields that none of these schemas has. An object without any properties in its schema is an open one. */
    private void undescribed(List<JsonNode> schemas, JsonNode json, String place, Set<String> unknown) {
        List<JsonNode> all = schemas.stream().flatMap(this::alternatives).toList();
        if (json.isArray()) {
            List<JsonNode> items = all.stream().filter(schema -> schema.has("items"))
                    .map(schema -> schema.path("items"))
                    .toList();
            json.forEach(item -> undescribed(items, item, place + "[]", unknown));
        } else if (json.isObject() && all.stream().anyMatch(schema -> schema.has("properties"))) {
            json.forEachEntry((name, value) -> {
                List<JsonNode> known = all.stream().filter(schema -> schema.path("properties").has(name))
                        .map(schema -> schema.path("properties").path(name)).toList();
                if (known.isEmpty()) {
                    unknown.add(place + "/" + name);
                }
                undescribed(known, value, place + "/" + name, unknown);
            });
        }
    }

    private Stream<JsonNode> alternatives(JsonNode reference) {
        JsonNode schema = described.followed(reference);
        return Stream.concat(Stream.of(schema), Stream.of("allOf", "anyOf", "oneOf")
                .flatMap(kind -> schema.path(kind).valueStream()).flatMap(this::alternatives));
    }
}
