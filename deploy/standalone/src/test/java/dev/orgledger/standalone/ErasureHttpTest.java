package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 2, erasure, over HTTP against everything real. */
class ErasureHttpTest {

    private static final String MEMBERS = "/organization/members";
    private static final String ERASED = "erased user";

    private final World world = World.shared();
    private final Person zoe = world.person();
    private final Person heir = world.person();

    @Test
    void givenAnOwnerWhenErasingOneselfThenForgottenEverywhereAndTheOrganizationGoesOn() {
        String org = world.organization(zoe);
        world.join(org, heir, "super_admin", null);
        String elsewhere = world.organization(heir);
        world.join(elsewhere, zoe, "write", null);
        String another = world.organization(heir);
        heir.api().put("/organization", Map.of("orgId", another, "management_email", zoe.email())).expect(200);

        Answer erased = zoe.api().delete("/user").expect(200);

        assertThat(erased.text("/status")).isEqualTo("User erased");
        assertThat(erased.text("/id")).isEqualTo(zoe.id());
        zoe.api().post("/organization", Map.of("name", "Never")).expect(401, "invalid_api_key");
        await().atMost(Duration.ofSeconds(5)).until(() -> zoe.api().forgetful().get("/organization").status() == 401);
        zoe.api().get("/organization").expect(401, "invalid_api_key");
        world.platform.get("/user", "userId", zoe.id()).expect(404, "user_not_found");
        world.platform.get("/user", "email", zoe.email()).expect(404, "user_not_found");
        Api api = heir.api();
        assertThat(api.get("/organization", "orgId", org).text("/data/created_by")).isEqualTo(heir.id());
        for (String each : List.of(org, another)) {
            assertThat(api.get("/organization", "orgId", each).text("/data/management_email")).isEqualTo(heir.email());
        }
        for (String each : List.of(org, elsewhere)) {
            assertThat(column(api.get(MEMBERS, "orgId", each), "uid")).containsExactly(heir.id());
        }

        Answer log = api.get("/organization/audit", "orgId", org).expect(200);
        assertThat(column(log, "action")).startsWith("member.left", "organization.updated",
                "organization.ownership_transferred");
        assertThat(log.json().toString()).doesNotContain(zoe.email()).contains(ERASED);
        JsonNode moved = log.data().get(1);
        assertThat(moved.at("/actor/email").asString()).isEqualTo(ERASED);
        assertThat(moved.at("/actor/ip").isNull()).isTrue();
        assertThat(moved.at("/changes/0").toString()).isEqualTo("{\"field\":\"management_email\",\"old\":\"" + ERASED
                + "\",\"new\":\"" + heir.email() + "\"}");
        assertThat(api.get("/organization/audit", "orgId", another).json().toString()).doesNotContain(zoe.email())
                .contains(ERASED);

        Answer own = world.platform.get("/user/audit", "userId", zoe.id()).expect(200);
        JsonNode certificate = own.data().get(0);
        assertThat(certificate.get("id").asString()).isEqualTo(erased.text("/certificate"));
        assertThat(certificate.get("action").asString()).isEqualTo("user.erased");
        assertThat(certificate.at("/actor/id").asString()).isEqualTo(zoe.id());
        assertThat(certificate.at("/target/label").asString()).isEqualTo(ERASED);
        assertThat(column(own, "action")).containsExactly("user.erased", "apikey.revoked", "apikey.created",
                "user.registered");
        assertThat(own.json().toString()).doesNotContain(zoe.email()).doesNotContain("Ada");

        Person again = world.person(zoe.email());
        assertThat(again.id()).isNotEqualTo(zoe.id());
        assertThat(again.api().get("/organization").data().isEmpty()).isTrue();
        assertThat(again.api().get("/user").text("/data/email")).isEqualTo(zoe.email());
    }

    @Test
    void givenTheLastSuperAdminWhenErasedThenConflictNamesAllAndNothingIsDone() {
        String first = world.organization(zoe);
        String second = world.organization(zoe);
        String shared = world.organization(zoe);
        world.join(shared, heir, "super_admin", null);
        world.join(first, heir, "admin", null);

        for (Answer refused : List.of(zoe.api().delete("/user"), world.platform.delete("/user", "userId", zoe.id()))) {
            refused.expect(409, "last_super_admin");
            assertThat(refused.json().at("/details/organizations").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrder(first, second);
        }

        zoe.api().get("/organization", "orgId", shared).expect(200);
        assertThat(zoe.api().get("/organization", "orgId", shared).text("/data/created_by")).isEqualTo(zoe.id());
        assertThat(column(heir.api().get("/organization/audit", "orgId", shared), "version")).hasSize(3);
        // What stands in the way is taken out of it, and then it goes.
        heir.api().get("/organization").expect(200);
        for (String each : List.of(first, second)) {
            zoe.api().delete("/organization", "orgId", each).expect(200);
        }
        zoe.api().delete("/user").expect(200);
    }

    @Test
    void givenSomebodyWhoNeverRegisteredWhenErasedByThePlatformThenInvitationAndMailAreGone() {
        String org = world.organization(heir);
        String address = world.address();
        String token = world.invite(heir, org, address, "read");
        String person = Events.of(world.service.kafkaBootstrap(), org, 3).stream()
                .map(event -> Api.JSON.readTree(event.value()).path("person_id").asString("")).toList().getLast();

        Answer erased = world.platform.delete("/user", "userId", person).expect(200);

        assertThat(erased.text("/id")).isEqualTo(person);
        assertThat(column(heir.api().get(MEMBERS, "orgId", org), "email")).containsExactly(heir.email());
        Answer log = heir.api().get("/organization/audit", "orgId", org);
        assertThat(column(log, "action")).startsWith("invitation.revoked", "member.invited");
        assertThat(log.data().get(0).at("/target/label").asString()).isEqualTo(ERASED);
        assertThat(world.api.get("/organization/invitations/preview", "token", token).status()).isIn(404, 410);
        await().atMost(Duration.ofSeconds(10)).until(() -> mailsWith(address).isEmpty());
        assertThat(world.platform.get("/user/audit", "userId", person).data().get(0).at("/actor/type").asString())
                .isEqualTo("platform");
        // Nothing keeps the address from a new invitation, which is to somebody else.
        world.invite(heir, org, address, "read");
    }

    @Test
    void givenAnotherPersonOrNobodyWhenErasedThenRefused() {
        zoe.api().delete("/user", "userId", heir.id()).expect(403, "permission_denied");
        world.platform.delete("/user").expect(400, "invalid_parameter");
        world.platform.delete("/user", "userId", "user_never").expect(404, "user_not_found");
        world.platform.delete("/user", "userId", zoe.id()).expect(200);
        world.platform.delete("/user", "userId", zoe.id()).expect(404, "user_not_found");
    }

    @Test
    void givenAnIdempotencyKeyWhenRepeatedThenTheSameCertificate() {
        Api once = world.platform.header("idempotency-key", "erase " + zoe.id());
        Answer first = once.delete("/user", "userId", zoe.id()).expect(200);
        assertThat(once.delete("/user", "userId", zoe.id()).expect(200).text("/certificate"))
                .isEqualTo(first.text("/certificate"));
    }

    @Test
    void givenATokenFromBeforeWhenUsedThenRefusedOnBothSidesAndALaterOneIsANewUser() {
        ConfiguredWorld configured = ConfiguredWorld.shared();
        JWTClaimsSet claims = configured.identities.claims(world.address(), named -> named);
        Api before = configured.world.api.as(configured.identities.bearer(claims)).forgetful();
        String id = before.get("/user").expect(200).text("/data/id");
        before.get("/organization").expect(200);

        before.delete("/user").expect(200);

        before.post("/organization", Map.of("name", "Never")).expect(401, "invalid_token");
        await().atMost(Duration.ofSeconds(5)).until(() -> before.get("/organization").status() == 401);
        before.get("/user").expect(401, "invalid_token");

        Api later = configured.world.api.as(configured.identities.bearer(new JWTClaimsSet.Builder(claims)
                .issueTime(Date.from(Instant.now().plusSeconds(2))).build())).forgetful();
        String newId = later.get("/user").expect(200).text("/data/id");
        assertThat(newId).isNotEqualTo(id);
        later.post("/organization", Map.of("name", "A new beginning")).expect(200);
    }

    private List<Path> mailsWith(String text) throws IOException {
        try (Stream<Path> mails = Files.list(world.data.resolve("mail"))) {
            return mails.filter(mail -> {
                try {
                    return Files.readString(mail).contains(text);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }).toList();
        }
    }
}
