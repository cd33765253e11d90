package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Tries every end point that there is with a narrowed key: none of them makes it reach further. */
class NarrowedKeyTest {

    /** What a narrowed key may call, as far as its role and its organizations reach. A new end point is in neither list. */
    private static final Set<String> MAY = Set.of("GET /organization", "PUT /organization", "DELETE /organization",
            "GET /organization/members", "POST /organization/members", "PUT /organization/members",
            "DELETE /organization/members", "GET /organization/invitations/preview",
            "POST /organization/invitations/resend", "DELETE /organization/invitations", "GET /organization/audit",
            "GET /authorization/check", "POST /authorization/check", "GET /authorization/permissions",
            "GET /authorization/roles", "GET /organization/security", "PUT /organization/security",
            "GET /organization/security/compliance", "GET /organization/audit/access", "GET /organization/audit/export",
            "GET /organization/audit/proof", "GET /audit/keys", "GET /webhooks", "POST /webhooks", "PUT /webhooks",
            "DELETE /webhooks", "POST /webhooks/rotate", "POST /webhooks/test", "GET /webhooks/deliveries",
            "POST /webhooks/deliveries/retry", "POST /webhooks/replay");

    /** Keys, the user, the user's invitations, ownership, new organizations. */
    private static final Set<String> MAY_NOT = Set.of("GET /apikey", "POST /apikey", "PUT /apikey", "DELETE /apikey",
            "POST /apikey/rotate", "GET /user", "POST /user", "PUT /user", "DELETE /user", "GET /user/audit",
            "POST /user/session",
            "GET /organization/invitations", "POST /organization/invitations/accept",
            "POST /organization/invitations/decline", "POST /organization/owner", "POST /organization",
            "PUT /organization/retention");

    private final World world = World.shared();

    private record EndPoint(String method, String path) {

        String name() {
            return method + " " + path;
        }
    }

    @Test
    void givenANarrowedKeyWhenEveryEndPointIsTriedThenItStaysAsNarrowAsItWas() {
        Person ada = world.person();
        String org = world.organization(ada);
        String elsewhere = world.organization(ada);
        Person deputy = world.member(org, "super_admin");
        Person host = world.person();
        String token = world.invite(host, world.organization(host), ada.email(), "admin");
        Answer made = ada.api().post("/apikey",
                Map.of("name", "narrow", "limited_to_orgs", List.of(org), "max_role", "super_admin")).expect(200);
        Api narrow = world.api.as(made.text("/key"));
        int keys = ada.api().get("/apikey").expect(200).json().get("total").asInt();
        Map<String, Object> wish = new HashMap<>(Map.of("orgId", org, "keyId", made.text("/id"), "userId", ada.id(),
                "email", deputy.email(), "token", token, "name", "Wider", "first_name", "Eve", "role", "read",
                "permission", "org.read"));
        wish.put("cut_off", false);

        List<EndPoint> all = endPoints();
        assertThat(all.stream().map(EndPoint::name)).as("every end point is thought of")
                .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.concat(MAY.stream(), MAY_NOT.stream())
                        .toList());
        for (EndPoint endPoint : all) {
            if (MAY_NOT.contains(endPoint.name())) {
                tried(endPoint, narrow, wish).forEach(answer -> answer.expect(403, "permission_denied"));
            }
        }
        // A super admin may delete the organization; with it nothing would be left to reach.
        for (EndPoint endPoint : all) {
            if (MAY.contains(endPoint.name()) && !endPoint.name().equals("DELETE /organization")) {
                tried(endPoint, narrow, wish)
                        .forEach(answer -> assertThat(answer.status()).as(endPoint.name()).isLessThan(500));
            }
        }

        assertThat(column(narrow.get("/organization").expect(200), "id")).containsExactly(org);
        narrow.get("/organization", "orgId", elsewhere).expect(404, "organization_not_found");
        Answer list = ada.api().get("/apikey").expect(200);
        assertThat(list.json().get("total").asInt()).isEqualTo(keys);
        assertThat(list.data().valueStream().filter(key -> key.get("id").asString().equals(made.text("/id"))))
                .singleElement().satisfies(key -> {
                    assertThat(key.get("name").asString()).isEqualTo("narrow");
                    assertThat(key.get("limited_to_orgs").toString()).isEqualTo("[\"" + org + "\"]");
                    assertThat(key.get("max_role").asString()).isEqualTo("super_admin");
                });
        assertThat(ada.api().get("/user").text("/data/first_name")).isEqualTo("Ada");
        assertThat(ada.api().get("/organization", "orgId", org).text("/data/created_by")).isEqualTo(ada.id());
        assertThat(column(ada.api().get("/organization/invitations"), "email")).containsExactly(ada.email());
    }

    /** With and without the organization, where that is another wish. */
    private List<Answer> tried(EndPoint endPoint, Api narrow, Map<String, Object> wish) {
        List<Answer> answers = new ArrayList<>();
        boolean ownInvitations = endPoint.name().equals("GET /organization/invitations");
        if (!ownInvitations) {
            answers.add(call(endPoint, narrow, wish));
        }
        if (ownInvitations || endPoint.path().equals("/apikey")) {
            Map<String, Object> without = new HashMap<>(wish);
            without.remove("orgId");
            without.remove("cut_off");
            answers.add(call(endPoint, narrow, without));
        }
        return answers;
    }

    private static Answer call(EndPoint endPoint, Api narrow, Map<String, Object> wish) {
        return switch (endPoint.method()) {
            case "GET" -> narrow.get(endPoint.path(), query(wish));
            case "DELETE" -> narrow.delete(endPoint.path(), query(wish));
            default -> narrow.raw(endPoint.method(), endPoint.path(), Api.JSON.writeValueAsString(wish),
                    "application/json");
        };
    }

    private static String[] query(Map<String, Object> wish) {
        return wish.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof String && !entry.getKey().equals("role"))
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), (String) entry.getValue()))
                .toArray(String[]::new);
    }

    private List<EndPoint> endPoints() {
        List<EndPoint> all = new ArrayList<>();
        world.api.get("/v3/api-docs").expect(200).json().path("paths").forEachEntry((path, operations) -> operations
                .forEachEntry((method, operation) -> all.add(new EndPoint(method.toUpperCase(), path))));
        all.sort(Comparator.comparing(EndPoint::name));
        return all;
    }
}
