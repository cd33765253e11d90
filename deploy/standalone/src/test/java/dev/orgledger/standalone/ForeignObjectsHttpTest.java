package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.Described.Operation;
import dev.orgledger.standalone.World.Person;

/**
 * Every operation of the OpenAPI document, called with ids of somebody else's things and then with ids of nothing at all: both
 * answers are the same, tell nothing and change nothing.
 */
class ForeignObjectsHttpTest {

    private static final World WORLD = World.shared();
    private static final String MARK = "theirs" + UUID.randomUUID().toString().substring(0, 8);
    private static final Described DESCRIBED = new Described(WORLD.api.get("/v3/api-docs").expect(200).json());
    private static final Map<String, String> THEIRS = theirs();
    private static final Map<String, String> NOBODYS = nobodys();
    /** Somebody with an organization, a key and all rights in it. */
    private static final Person STRANGER = stranger();
    /** By the contract they say that an invitation is somebody else's: whoever asks knows its id or its token. */
    private static final Set<String> ANSWERS_TO_INVITATIONS = Set.of("POST /organization/invitations/accept",
            "POST /organization/invitations/decline");

    private static Person stranger() {
        Person stranger = WORLD.person();
        WORLD.organization(stranger);
        return stranger;
    }

    private static Map<String, String> theirs() {
        Person owner = WORLD.person(MARK + "@example.test");
        String org = owner.api().post("/organization", Map.of("name", "Org " + MARK)).expect(200).text("/id");
        String invited = "in." + MARK + "@example.test";
        String invitation = owner.api().post("/organization/members",
                Map.of("orgId", org, "email", invited, "role", "read")).expect(200).text("/data/invitation_id");
        String hook = owner.api().post("/webhooks", Map.of("orgId", org, "name", MARK, "url",
                "https://hooks.example.test/", "events", List.of("*"))).expect(200).text("/data/id");
        String delivery = WORLD.delivery(owner, org, hook);
        String key = owner.api().post("/apikey", Map.of("name", MARK)).expect(200).text("/id");
        return Map.of("orgId", org, "userId", owner.id(), "keyId", key, "webhookId", hook, "deliveryId", delivery,
                "invitation_id", invitation, "token", "none", "email", owner.email());
    }

    private static Map<String, String> nobodys() {
        Map<String, String> unknown = new HashMap<>();
        THEIRS.forEach((name, id) -> unknown.put(name, id.replaceFirst("_[0-9a-f]{32}$",
                "_" + UUID.randomUUID().toString().replace("-", ""))));
        unknown.put("email", "nobody-" + UUID.randomUUID() + "@example.test");
        return unknown;
    }

    static Stream<Operation> withIds() {
        return DESCRIBED.operations().stream().filter(operation -> names(operation).stream()
                .anyMatch(name -> THEIRS.containsKey(name) || name.equals("checks") || name.equals("limited_to_orgs")));
    }

    private static Set<String> names(Operation operation) {
        Set<String> names = new TreeSet<>(operation.query().keySet());
        names.addAll(DESCRIBED.followed(operation.body()).path("properties").propertyNames());
        return names;
    }

    @ParameterizedTest
    @MethodSource("withIds")
    void givenIdsOfOthersThenTheAnswerIsThatOfIdsOfNobodyAndTellsNothing(Operation operation) {
        Answer theirs = call(operation, THEIRS);
        Answer nobodys = call(operation, NOBODYS);

        assertThat(theirs.response().body()).as("theirs").doesNotContain(MARK);
        if (ANSWERS_TO_INVITATIONS.contains(operation.toString())) {
            assertThat(theirs.status()).isIn(403, 404);
            return;
        }
        assertThat(theirs.status() + " " + theirs.response().body())
                .isEqualTo(nobodys.status() + " " + nobodys.response()
                        .body());
        if (!operation.path().startsWith("/authorization")) {
            assertThat(theirs.status()).as(theirs.response().body()).isIn(400, 403, 404);
        } else if (theirs.status() == 200) {
            assertThat(theirs.response().body()).doesNotContain("\"allowed\":true", "\"permissions\":[\"");
        }
        assertThat(theirs.header("x-org-version") + theirs.header("etag") + theirs.header("x-position")).isEmpty();
    }

    /** Both times the same fields, of the same kinds. */
    private static Answer call(Operation operation, Map<String, String> ids) {
        Meant meant = new Meant(DESCRIBED, new Random(7), ids);
        if (operation.body().isObject() && !operation.verb().equals("DELETE")) {
            return STRANGER.api().raw(operation.verb(), operation.path(), meant.object(operation.body()).toString(),
                    "application/json");
        }
        List<String> query = new ArrayList<>();
        operation.query().keySet().stream().filter(ids::containsKey)
                .forEach(name -> query.addAll(List.of(name, ids.get(name))));
        operation.query().forEach((name, schema) -> {
            if (name.equals("permission") || name.equals("from_version")) {
                query.addAll(List.of(name, meant.value(name, schema).asString()));
            }
        });
        String[] pairs = query.toArray(String[]::new);
        return operation.verb().equals("DELETE")
                ? STRANGER.api().delete(operation.path(), pairs)
                : STRANGER.api().get(operation.path(), pairs);
    }
}
