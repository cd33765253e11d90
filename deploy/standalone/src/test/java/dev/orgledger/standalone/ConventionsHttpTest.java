package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 1: errors, order of checks, versions, repeats, races, over HTTP against everything real. */
class ConventionsHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();

    @Test
    void givenNoCredentialWhenAskingThenMissingEvenBeforeTheBodyIsRead() {
        world.api.get("/organization").expect(401, "missing_credentials");
        world.api.raw("POST", "/organization", "{", "text/plain").expect(401, "missing_credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "olk_short", "Bearer nonsense", "Basic dXNlcjpwYXNz"})
    void givenAWrongCredentialWhenAskingThenInvalidApiKey(String credential) {
        Answer refused = world.api.as(credential).get("/organization").expect(401, "invalid_api_key");
        assertThat(refused.text("/error")).isEqualTo("Invalid API key");
        world.api.as(credential).post("/organization", Map.of("name", "Nope")).expect(401, "invalid_api_key");
    }

    @Test
    void givenAWellFormedKeyOfNobodyWhenAskingThenInvalidApiKeyOnBothSides() {
        Api nobody = world.api.as(Secret.generate(Secret.Kind.API_KEY).reveal());
        nobody.get("/organization").expect(401, "invalid_api_key");
        nobody.post("/organization", Map.of("name", "Nope")).expect(401, "invalid_api_key");
    }

    @Test
    void givenEveryCredentialHeaderWhenAskingThenAllAreTaken() {
        for (Api api : List.of(world.api.as("Bearer " + owner.key()), world.api.header("x-api-key", owner.key()),
                world.api.header("capgkey", owner.key()), world.api.as(owner.key()))) {
            api.get("/organization").expect(200);
            api.post("/organization", Map.of("name", "By any header")).expect(200);
        }
    }

    @Test
    void givenNonsenseInTheBodyWhenPostingThenTheContractsAnswer() {
        owner.api().raw("POST", "/organization", "{\"name\":", "application/json").expect(400, "invalid_body");
        owner.api().raw("POST", "/organization", "[]", "application/json").expect(400, "invalid_body");
        owner.api().raw("POST", "/organization", "", "application/json").expect(400, "invalid_body");
        owner.api().raw("POST", "/organization", "{\"name\":\"x\"}", "text/plain").expect(415);
        owner.api().raw("POST", "/organization", "{\"name\":\"x\"}", null).expect(415);
        owner.api().raw("POST", "/organization", "{\"name\":\"" + "x".repeat(1 << 20) + "\"}", "application/json")
                .expect(413);
        owner.api().raw("POST", "/organization", "{\"name\":42}", "application/json").expect(400);
        owner.api().raw("PATCH", "/organization", "{}", "application/json").expect(405);
        owner.api().get("/nowhere").expect(404, "not_found");
    }

    @Test
    void givenARequestIdWhenValidThenReturnedElseReplaced() {
        assertThat(owner.api().header("x-request-id", "abc.DEF-1").get("/organization").header("x-request-id"))
                .isEqualTo("abc.DEF-1");
        assertThat(owner.api().header("x-request-id", "a b").get("/organization").header("x-request-id"))
                .isNotBlank().isNotEqualTo("a b");
    }

    @Test
    void givenAnIdempotencyKeyWhenRepeatedThenTheFirstAnswerAndNoSecondEffect() {
        Api idempotent = owner.api().header("idempotency-key", UUID.randomUUID().toString());
        Answer first = idempotent.post("/organization", Map.of("name", "Only once")).expect(200);
        Answer second = idempotent.post("/organization", Map.of("name", "Only once")).expect(200);

        assertThat(second.json()).isEqualTo(first.json());
        idempotent.post("/organization", Map.of("name", "Another")).expect(409, "idempotency_key_reused");
        assertThat(owner.api().get("/organization").json().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void givenAnIdempotencyKeyWhenRepeatedUnderAnotherConditionThenItIsAnotherRequest() {
        String org = world.organization(owner);
        String etag = owner.api().get("/organization", "orgId", org).header("etag");
        Api idempotent = owner.api().header("idempotency-key", UUID.randomUUID().toString());
        Map<String, String> wish = Map.of("orgId", org, "name", "On one condition");
        Answer first = idempotent.header("if-match", etag).put("/organization", wish).expect(200);

        assertThat(idempotent.header("if-match", etag).put("/organization", wish).expect(200).json())
                .isEqualTo(first.json());
        idempotent.header("if-match", first.header("etag")).put("/organization", wish).expect(409,
                "idempotency_key_reused");
        idempotent.put("/organization", wish).expect(409, "idempotency_key_reused");
    }

    @Test
    void givenAnIdempotencyKeyWhenASecretWasShownThenTheRepeatDoesNotShowItAgain() {
        Api idempotent = owner.api().header("idempotency-key", UUID.randomUUID().toString());
        Answer first = idempotent.post("/apikey", Map.of("name", "ci")).expect(200);
        Answer second = idempotent.post("/apikey", Map.of("name", "ci")).expect(200);
        assertThat(first.text("/key")).startsWith("olk_");
        assertThat(second.text("/id")).isEqualTo(first.text("/id"));
        assertThat(second.json().get("key").isNull()).isTrue();
    }

    @Test
    void givenAnIdempotencyKeyWhenTheFirstWasRefusedThenTheRefusalIsKept() {
        Api idempotent = owner.api().header("idempotency-key", UUID.randomUUID().toString());
        String org = world.organization(owner);
        String email = world.address();
        Map<String, String> change = Map.of("orgId", org, "email", email, "role", "read");
        idempotent.put("/organization/members", change).expect(404, "member_not_found");
        world.person(email);
        idempotent.put("/organization/members", change).expect(404, "member_not_found");
    }

    @Test
    void givenNoIdempotencyKeyWhenACommandIsSentTwiceThenItHappensTwice() {
        owner.api().post("/organization", Map.of("name", "Twins")).expect(200);
        owner.api().post("/organization", Map.of("name", "Twins")).expect(200);
        assertThat(owner.api().get("/organization").json().get("total").asInt()).isEqualTo(2);
    }

    @Test
    void givenTwoClientsWhenChangingTheSameOrganizationAtOnceThenBothHappenWithoutAGap() throws Exception {
        String org = world.organization(owner);
        long before = Long.parseLong(owner.api().get("/organization", "orgId", org).header("x-org-version"));
        List<Callable<Answer>> changes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "Racer " + i;
            changes.add(() -> Api.at(world.service.baseUrl()).as(owner.key()).put("/organization",
                    Map.of("orgId", org, "name", name)));
        }
        List<Answer> answers = all(changes);
        assertThat(answers).allSatisfy(answer -> answer.expect(200));
        assertThat(answers.stream().map(ConventionsHttpTest::version)).as("one version each, without a gap")
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(before + 1, before + 40).boxed().toList());
        Answer last = answers.stream().max(Comparator.comparing(ConventionsHttpTest::version)).orElseThrow();
        assertThat(version(owner.api().forgetful().header("x-min-position", last.header("x-position"))
                .get("/organization", "orgId", org))).isEqualTo(before + 40);
    }

    private static long version(Answer answer) {
        return Long.parseLong(answer.header("x-org-version"));
    }

    @Test
    void givenTwoClientsWhenInvitingTheSameAddressAtOnceThenOneInvitation() throws Exception {
        String org = world.organization(owner);
        String email = world.address();
        List<Callable<Answer>> invites = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            invites.add(() -> Api.at(world.service.baseUrl()).as(owner.key()).post("/organization/members",
                    Map.of("orgId", org, "email", email, "role", "read")));
        }
        List<Answer> answers = all(invites);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(7);
    }

    @Test
    void givenAPositionThatIsNoneWhenReadingThenRefused() {
        world.api.as(owner.key()).header("x-min-position", "p999999999").get("/organization").expect(503,
                "read_model_behind");
    }

    @Test
    void givenHealthAndDescriptionWhenAskedThenServedWithoutACredential() {
        assertThat(world.api.get("/actuator/health/readiness").expect(200).text("/status")).isEqualTo("UP");
        world.api.get("/actuator/health").expect(200);
        assertThat(world.api.get("/v3/api-docs").expect(200).text("/openapi")).startsWith("3.1");
    }

    private static List<Answer> all(List<Callable<Answer>> calls) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
