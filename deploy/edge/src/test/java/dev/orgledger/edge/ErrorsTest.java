package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import tools.jackson.databind.JsonNode;

/** Every error has the shape of contract section 1, whoever refuses. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorsTest extends EdgeTest {

    private static final String KEY = "authorization: " + EdgeApplication.KEY.reveal() + "\r\n";
    private static final String END = "Host: localhost\r\nConnection: close\r\n\r\n";

    @Test
    void aRefusalTellsItsDetailsAndWhenToTryAgain() throws Exception {
        HttpResponse<String> answer = send(to("/fail?how=refused"));

        JsonNode body = assertError(answer, 429, "invitation_too_recent");
        assertThat(body.at("/details/until").asString()).isEqualTo("noon");
        assertThat(answer.headers().firstValue("retry-after")).contains("2");
    }

    @Test
    void aRefusalIsFoundInsideOtherExceptions() throws Exception {
        assertError(send(to("/fail?how=wrapped")), 403, "owner_required");
    }

    @Test
    void aDependencyThatIsDownIs503WithRetryAfter() throws Exception {
        HttpResponse<String> answer = send(to("/fail?how=store"));

        assertError(answer, 503, "store_unavailable");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void anUnexpectedExceptionIsLoggedWithTheRequestButWithoutItsWords(CapturedOutput log) throws Exception {
        assertError(send(to("/fail?how=boom").header("x-request-id", "find-me-1")), 500, "internal_error");

        assertThat(log.getOut()).contains("find-me-1").contains("EdgeApplication$EndPoints.fail")
                .doesNotContain("anna@example.org");
    }

    @Test
    void whatTheContainerIsToldToAnswerIsJsonToo() throws Exception {
        assertError(send(to("/fail?how=sent").header("accept", "text/html")), 400, "invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/error", "/favicon.ico", "/actuator", "/actuator/env"})
    void anUnknownPathIs404(String path) throws Exception {
        assertError(send(to(path).header("accept", "text/html")), 404, "not_found");
        assertError(send(to(path).POST(BodyPublishers.ofString("{}"))), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "FOO"})
    void aWrongMethodIs405WithAllow(String method) throws Exception {
        // A process with one side serves no such method at all, but knows the operator.
        HttpResponse<String> answer = send(open("/echo").header("x-api-key", EdgeApplication.PLATFORM_KEY)
                .method(method, BodyPublishers.noBody()));

        assertError(answer, 405, "method_not_allowed");
        assertThat(answer.headers().firstValue("allow").orElse("")).contains("GET", "POST", "DELETE");
    }

    @Test
    void traceIs405() throws Exception {
        assertRawError(raw("TRACE /echo HTTP/1.1\r\n" + KEY + END), 405, "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/number", "/number?number=x", "/number?number=1&number=2", "/fail?how=a%00b",
            "/number?number=%C3", "/number?number=%zz", "/number?number=%2", "/number?number=%ED%A0%80"})
    void aBadQueryStringIs400(String path) throws Exception {
        assertRawError(raw("GET " + path + " HTTP/1.1\r\n" + KEY + END), 400, "invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a%zz HTTP/1.1\r\n", "GET /a%00 HTTP/1.1\r\n", "GET /a|b HTTP/1.1\r\n",
            "GET /a;b=c HTTP/1.1\r\n", "GET /a%2fb HTTP/1.1\r\n", "GET /../a HTTP/1.1\r\n", "GET /%ff HTTP/1.1\r\n",
            "GET /echo?q={\"<html>\"} HTTP/1.1\r\n", "GET /echo HTTP/1.1\r\nbroken\r\n",
            "GET /echo HTTP/1.1\r\nHost: other\r\n", "GET /echo HTTP/1.1\r\nx-a: \u0001\r\n",
            "POST /echo HTTP/1.1\r\nTransfer-Encoding: secret\r\n", "POST /echo HTTP/1.1\r\nContent-Length: x\r\n",
            "GET /echo HTTP/9.9\r\n"})
    void whatIsNoProperRequestIs400AndNeverHtml(String start) throws Exception {
        assertRawError(raw(start + KEY + END), 400, "invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /nowhere\r\n", "NONSENSE\r\n", "\u0016\u0003\u0001\r\n"})
    void whatIsNoHttp1IsAnsweredByJsonAlone(String start) throws Exception {
        assertThat(raw(start + KEY + END)).contains("\"status\":\"KO\"").doesNotContainIgnoringCase("<html");
    }

    @Test
    void headersThatAreTooLongAre400() throws Exception {
        assertRawError(raw("GET /echo HTTP/1.1\r\nx-long: " + "a".repeat(20_000) + "\r\n" + KEY + END), 400,
                "invalid_parameter");
    }

    @Test
    void noLogHasTheQueryStringOfABrokenRequest(CapturedOutput log) throws Exception {
        raw("GET /echo?token=hush-hush|{} HTTP/1.1\r\n" + KEY + END);
        raw("GET /number?number=%zz&token=hush-hush HTTP/1.1\r\n" + KEY + END);

        assertThat(log.getAll()).doesNotContain("hush-hush");
        // Tomcat says it once a day only, so an earlier test may have drawn it out.
        assertThat(LoggerFactory.getLogger("org.apache.coyote.http11.Http11Processor").isInfoEnabled()).isFalse();
    }
}
