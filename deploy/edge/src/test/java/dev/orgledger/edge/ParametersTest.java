package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and query parameters that mean the same everywhere. */
class ParametersTest extends EdgeTest {

    @ParameterizedTest
    @CsvSource({"'',0,50", "page=3,3,50", "limit=7,0,7", "limit=101,0,100", "limit=0,0,0",
            "limit=99999999999,0,100", "page=99999999999,2147483647,50"})
    void aPageIsCutToWhatIsAllowed(String query, int page, int limit) throws Exception {
        HttpResponse<String> answer = send(to("/echo?" + query));

        assertThat(json(answer).at("/page/page").asInt()).isEqualTo(page);
        assertThat(json(answer).at("/page/limit").asInt()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=-1", "limit=-1", "page=x", "limit=", "page=1.5", "page=%2B1"})
    void aPageThatIsNoNumberIs400(String query) throws Exception {
        assertError(send(to("/echo?" + query)), 400, "invalid_page");
    }

    @Test
    void ifMatchIsAVersionInQuotes() throws Exception {
        assertThat(json(send(to("/echo").header("if-match", "\"12\""))).path("version").asInt()).isEqualTo(12);
        assertThat(json(send(to("/echo"))).path("version").isNull()).isTrue();
        for (String wrong : new String[]{"12", "*", "W/\"12\"", "\"x\"", "\"-1\"", "\"1\", \"2\""}) {
            assertError(send(to("/echo").header("if-match", wrong)), 400, "invalid_if_match");
        }
    }

    @Test
    void anIdempotencyKeyHas1To255Characters() throws Exception {
        String longest = "k".repeat(255);

        assertThat(json(send(to("/echo").header("Idempotency-Key", longest))).path("key").asString())
                .isEqualTo(longest);
        assertError(send(to("/echo").header("Idempotency-Key", longest + "k")), 400, "invalid_idempotency_key");
        assertError(send(to("/echo").header("Idempotency-Key", "")), 400, "invalid_idempotency_key");
    }

    @Test
    void aGoodRequestIdIsKeptAndABadOneReplaced() throws Exception {
        HttpResponse<String> kept = send(to("/echo").header("x-request-id", "a.B_9-"));
        HttpResponse<String> replaced = send(to("/echo").header("x-request-id", "a b"));

        assertThat(kept.headers().firstValue("x-request-id")).contains("a.B_9-");
        assertThat(json(kept).path("request_id").asString()).isEqualTo("a.B_9-");
        assertThat(replaced.headers().firstValue("x-request-id"))
                .contains(json(replaced).path("request_id").asString()).isNotEqualTo("a b");
    }

    @Test
    void aTrailingSlashMakesNoDifference() throws Exception {
        assertThat(send(to("/echo/")).statusCode()).isEqualTo(200);
        assertThat(post("/echo/", "{}").statusCode()).isEqualTo(200);
        assertThat(send(to("/echo/?orgId=a").DELETE()).statusCode()).isEqualTo(200);
    }

    @Test
    void theUserAgentIsCutAndForwardedForIsNotBelieved() throws Exception {
        HttpResponse<String> answer = send(
                to("/echo").header("user-agent", "u".repeat(600)).header("x-forwarded-for", "9.9.9.9"));

        assertThat(json(answer).path("user_agent").asString()).hasSize(512);
        assertThat(json(answer).path("address").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void jsonIsInSnakeCaseWithNullsAndRfc3339WhateverIsAccepted() throws Exception {
        HttpResponse<String> answer = send(to("/shape").header("accept", "text/html"));

        assertThat(answer.body()).isEqualTo("{\"created_at\":\"2026-01-02T03:04:05.006Z\",\"nothing\":null}");
    }
}
