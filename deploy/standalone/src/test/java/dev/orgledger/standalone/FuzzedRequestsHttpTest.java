package dev.orgledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.standalone.Described.Operation;
import dev.orgledger.standalone.RawHttp.Reply;
import dev.orgledger.standalone.World.Person;

/**
 * Requests made from the OpenAPI document, and then spoilt. Whatever comes, it is no failure of the service, it is refused in the
 * contract's form and with a code that the document names, and what is refused has changed nothing.
 *
 * <p>
 * The same seed sends the same requests: {@code -Dorgledger.fuzz.seed=<n>} takes another one, {@code -Dorgledger.fuzz.cases=<n>}
 * more of them.
 */
class FuzzedRequestsHttpTest {

    private static final long SEED = Long.getLong("orgledger.fuzz.seed", 20_261_127);
    private static final int CASES = Integer.getInteger("orgledger.fuzz.cases", 16);
    private static final Set<String> CODES = Arrays.stream(ErrorCode.values())
            .map(code -> code.status() + " " + code.code()).collect(Collectors.toSet());
    /** Of headers that some operations take and that are looked at with every one. */
    private static final Set<String> OF_HEADERS = Set.of("400 invalid_if_match", "400 invalid_min_position");
    /** By the document's introduction that answer is to any request. */
    private static final String NOT_WELL_FORMED = "The request is not well-formed";
    private static final byte[] NOTHING = {};

    private final World world = World.shared();
    private final RawHttp http = new RawHttp(world.service.baseUrl());
    private final Random random = new Random(SEED);
    private final Odd odd = new Odd(random);
    private final Described described = new Described(world.api.get("/v3/api-docs").expect(200).json());
    private final List<String> faults = new ArrayList<>();
    private final Set<String> refused = new TreeSet<>();
    private final Map<Integer, Integer> answers = new HashMap<>();
    private int requests;

    /** Somebody with something of everything; made anew when a request that was right has ended it. */
    private record Stage(Person owner, Map<String, String> known) {}

    private Stage stage = stage();

    @Test
    void givenSpoiltRequestsThenEachIsRefusedAsTheContractSaysAndChangesNothing() throws Exception {
        for (Operation operation : described.operations()) {
            for (int i = 0; i < CASES; i++) {
                boolean withBody = operation.body().isObject() && (!operation.verb().equals("DELETE") || i % 2 == 0);
                Reply reply = withBody ? body(operation, i) : query(operation, i);
                if (reply.status() == 401 || reply.status() == 200 && operation.verb().equals("DELETE")) {
                    stage = stage();
                }
            }
        }

        System.out.printf("%d requests of seed %d, answers by status: %s%n", requests, SEED, answers);
        assertThat(faults).as("of seed %d", SEED).isEmpty();
        assertThat(answers.keySet()).as("a good mixture").contains(200, 400, 404, 413, 415);
        assertThat(withEvents()).as("refused, of seed %d", SEED).isNotEmpty().doesNotContainAnyElementsOf(refused);
    }

    private Stage stage() {
        Person owner = world.person();
        String org = world.organization(owner);
        Person member = world.member(org, "write");
        String hook = owner.api().post("/webhooks", Map.of("orgId", org, "name", "hook", "url",
                "https://hooks.example.test/", "events", List.of("*"), "enabled", false)).expect(200).text("/data/id");
        String other = owner.api().post("/apikey", Map.of("name", "other")).expect(200).text("/id");
        return new Stage(owner, Map.of("orgId", org, "webhookId", hook, "keyId", other, "email", member.email(), "url",
                "https://hooks.example.test/" + random.nextInt()));
    }

    private Reply body(Operation operation, int round) throws IOException {
        ObjectNode valid = new Meant(described, random, stage.known()).object(operation.body());
        String type = random.nextInt(12) == 0
                ? odd.one(List.of("text/plain", "application/json; charset=utf-16", "application/xml", "a/b/c", "",
                        "*/*",
                        "application/x-www-form-urlencoded", "multipart/form-data", "application/json, text/html"))
                : "application/json";
        byte[] bytes = switch (round % 4) {
            case 0 -> odd.broken(valid.toString());
            case 1 -> (round == 1 ? valid.put("filler", "x".repeat(70_000)) : valid).toString().getBytes(UTF_8);
            default -> odd.changed(valid).toString().getBytes(UTF_8);
        };
        return send(operation, operation.path(), List.of("content-type: " + type), bytes);
    }

    private Reply query(Operation operation, int round) throws IOException {
        Meant meant = new Meant(described, random, stage.known());
        List<String> pairs = new ArrayList<>();
        operation.query().forEach((name, schema) -> {
            String value = random.nextInt(3) == 0 ? odd.text() : meant.value(name, schema).asString("");
            if (random.nextInt(4) > 0) {
                pairs.add(name + "=" + (random.nextInt(15) == 0
                        ? odd.one(List.of("%zz", "%", "%ff%fe", "%ed%a0%80", "%00", "a&" + name + "=b", "+%2b;", "[]"))
                        : URLEncoder.encode(value, UTF_8)));
            }
        });
        if (random.nextInt(10) == 0) {
            pairs.add(URLEncoder.encode(odd.text(), UTF_8) + "=1");
        }
        return send(operation, operation.path() + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs)), List.of(),
                NOTHING);
    }

    private Reply send(Operation operation, String target, List<String> more, byte[] body) throws IOException {
        String id = "fuzz-" + SEED + "-" + ++requests;
        List<String> headers = new ArrayList<>(more);
        headers.add("x-request-id: " + id);
        headers.add("authorization: " + (random.nextInt(6) == 0
                ? world.service.platformKey()
                : stage.owner().key()));
        if (random.nextInt(10) == 0) {
            headers.add(odd.one(List.of("idempotency-key: ", "if-match: ", "x-min-position: x", "x-forwarded-for: ",
                    "x-request-id: ", "traceparent: ", "content-encoding: gzip", "accept: image/png", "accept: ",
                    "accept-language: ", "range: bytes=0-", "if-none-match: *", "expect: 100-continue"))
                    + odd.text().replaceAll("[\\p{Cntrl}\ud800-\udfff]", "?"));
        }
        Reply reply = http.send(operation.verb(), target, headers, body);
        answers.merge(reply.status(), 1, Integer::sum);
        if (reply.status() >= 400) {
            refused.add(id);
        }
        fault(operation, reply)
                .forEach(fault -> faults.add("%s %s %.300s %s → %d %.300s: %s".formatted(operation.verb(),
                        target.length() > 300 ? target.substring(0, 300) : target, new String(body, UTF_8), more,
                        reply.status(),
                        reply.body(), fault)));
        return reply;
    }

    private List<String> fault(Operation operation, Reply reply) {
        List<String> found = new ArrayList<>();
        if (reply.status() == 0 || reply.status() >= 500) {
            found.add("the service failed");
        } else if (!reply.header("content-type").startsWith("application/json") && reply.status() >= 400) {
            found.add("is no JSON by its type");
        } else if (reply.status() >= 400) {
            JsonNode json = Api.JSON.readTree(reply.body());
            String code = reply.status() + " " + json.path("code").asString("");
            if (!json.path("status").asString("").equals("KO") || json.path("error").asString("").isBlank()
                    || !CODES.contains(code)
                    || !Set.of("error", "status", "code", "details").containsAll(json.propertyNames())) {
                found.add("not the contract's form");
            } else if (!operation.refusals().contains(code) && !OF_HEADERS.contains(code)
                    && !NOT_WELL_FORMED.equals(json.path("error").asString())) {
                found.add("not described: " + code);
            }
            if (reply.body().contains("Exception") || reply.body().contains("dev.orgledger")) {
                found.add("tells of the code");
            }
        }
        if (reply.status() != 0 && reply.header("x-request-id").isEmpty()) {
            found.add("has no request id");
        }
        return found;
    }

    /** The requests of this run by which something was stored. */
    private Set<String> withEvents() throws SQLException {
        Set<String> ids = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(world.service.property("spring.datasource.url"),
                world.service.property("spring.datasource.username"),
                world.service.property("spring.datasource.password"));
                ResultSet rows = connection.createStatement().executeQuery(
                        "SELECT convert_from(meta_data, 'UTF8')::json ->> 'request_id' FROM domain_event_entry")) {
            while (rows.next()) {
                if (rows.getString(1) != null && rows.getString(1).startsWith("fuzz-" + SEED + "-")) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return ids;
    }
}
