package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.store.Notebook.Dawdle;
import dev.orgledger.store.Notebook.Insist;
import dev.orgledger.store.Notebook.Rename;

class IdempotencyTest extends StoreTest {

    private final String key = UUID.randomUUID().toString();

    @Test
    void givenAFirstAnswerWhenRepeatedThenTheSameAndNothingHappens() {
        open("Books");
        ResponseEntity<Map<String, Object>> first = rename(call(key, "PUT"), "Papers");
        rename(call(), "Maps");

        ResponseEntity<Map<String, Object>> repeat = rename(call(key, "PUT"), "Papers");

        assertThat(repeat.getBody()).isEqualTo(first.getBody());
        assertThat(repeat.getHeaders()).isEqualTo(first.getHeaders());
        assertThat(events()).isEqualTo(4);
    }

    @Test
    void givenAFirstAnswerWhenRepeatedThenNoCheckOfThePresentStateIsMet() {
        open("Books");
        rename(call(key, "PUT"), "Papers");

        ResponseEntity<Map<String, Object>> repeat = commands.answer(call(key, "PUT"), () -> {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        });

        assertThat(repeat.getBody()).containsEntry("before", "Books");
    }

    @Test
    void givenAKeyWhenUsedForAnotherRequestThenRefused() {
        open("Books");
        rename(call(key, "PUT"), "Papers");

        refused(ErrorCode.IDEMPOTENCY_KEY_REUSED, () -> rename(call(key, "PUT other"), "Maps"));
        assertThat(rename(call(key, "PUT"), "Papers").getBody()).containsEntry("before", "Books");
    }

    @Test
    void givenAKeyWhenAnotherCallerUsesItThenItIsAnotherKey() {
        open("Books");
        rename(call(key, "PUT"), "Papers");
        RequestContext bert = new RequestContext(new Principal.User("user_bert"), "r", "203.0.113.8", null);

        ResponseEntity<Map<String, Object>> answer = rename(new Call(bert, "PUT", key, null), "Maps");

        assertThat(answer.getBody()).containsEntry("before", "Papers");
    }

    @Test
    void givenTheFirstIsInFlightWhenRepeatedThenRefusedForAMoment() throws Exception {
        open("Books");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<ResponseEntity<?>> first = CompletableFuture
                .supplyAsync(() -> send(call(key, "PUT"), new Dawdle(orgId, begun, mayEnd, ANNA)));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> rename(call(key, "PUT"), "Papers")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.IDEMPOTENCY_IN_PROGRESS);
            assertThat(refusal.retryAfter()).isNotNull();
        });
        mayEnd.countDown();

        ResponseEntity<?> answer = first.get(20, TimeUnit.SECONDS);
        assertThat(rename(call(key, "PUT"), "Papers").getHeaders()).isEqualTo(answer.getHeaders());
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void givenARefusalWhenRepeatedThenTheSameThoughTheStateHasChanged() {
        open("Books");
        refused(ErrorCode.OWNER_ROLE_FIXED, () -> send(call(key, "PUT"), new Insist(orgId, "Papers", ANNA)));
        rename(call(), "Papers");

        assertThatThrownBy(() -> send(call(key, "PUT"), new Insist(orgId, "Papers", ANNA)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.OWNER_ROLE_FIXED);
                    assertThat(refusal.sentence()).isEqualTo("It is called otherwise");
                    assertThat(refusal.details()).isEqualTo(Map.of("name", "Books"));
                });
    }

    @Test
    void givenAWaitWhenRepeatedThenItIsDecidedAnew() {
        open("Books");
        refused(ErrorCode.INVITATION_TOO_RECENT, () -> commands.answer(call(key, "PUT"), () -> {
            throw Refusal.of(ErrorCode.INVITATION_TOO_RECENT);
        }));

        assertThat(rename(call(key, "PUT"), "Papers").getBody()).containsEntry("before", "Books");
    }

    @Test
    void givenASecretWhenRepeatedThenNullInItsPlace() {
        open("Books");
        Call call = call(key, "POST");
        Rename command = new Rename(orgId, "Papers", ANNA);
        Map<String, Object> nested = Map.of("secret", "olk_hidden", "id", "key_1");

        ResponseEntity<Map<String, Object>> first = commands.send(call, command, result -> body("data", nested),
                "secret");
        ResponseEntity<Map<String, Object>> repeat = commands.send(call, command, result -> body("data", nested),
                "secret");

        assertThat(first.getBody()).containsEntry("data", nested);
        assertThat((Map<String, Object>) repeat.getBody().get("data")).containsEntry("id", "key_1")
                .containsEntry("secret", null);
        assertThat(jdbc.sql("SELECT body::text FROM idempotency WHERE idempotency_key = ?").param(key)
                .query(String.class).single()).doesNotContain("olk_hidden");
    }

    @Test
    void givenADayHasPassedWhenRepeatedThenItIsANewRequest() {
        open("Books");
        rename(call(key, "PUT"), "Papers");
        jdbc.sql("UPDATE idempotency SET created_at = created_at - interval '24 hours' WHERE idempotency_key = ?")
                .param(key).update();

        assertThat(rename(call(key, "PUT"), "Maps").getBody()).containsEntry("before", "Papers");
        assertThat(rename(call(key, "PUT"), "Maps").getBody()).containsEntry("before", "Papers");
    }

    @Test
    void givenAnAnswerWhenKeptThenThePeopleInItAreKnown() {
        open("Books");
        rename(call(key, "PUT"), "Papers");

        assertThat(jdbc.sql("SELECT array_to_string(person_ids, ',') FROM idempotency WHERE idempotency_key = ?")
                .param(key).query(String.class).single()).isEqualTo("user_anna");
    }
}
