package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Size, then type, then JSON; and where the parameters of a DELETE come from. */
@ExtendWith(OutputCaptureExtension.class)
class BodiesTest extends EdgeTest {

    private static final String LARGE = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";

    @Test
    void aJsonObjectIsTaken() throws Exception {
        HttpResponse<String> answer = post("/echo", "{\"name\":\"Zoë\",\"unknown\":null}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/body/name").asString()).isEqualTo("Zoë");
        assertThat(json(answer).at("/body/unknown").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "nonsense", "[]", "null", "\"text\"", "1", "{} {}", "{\"a\":1,\"a\":2}",
            "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}", "{\"a\":[{\"b\":\"\\ud800\"}]}", "{'a':1}", "{\"a\":NaN}"})
    void anythingElseIs400(String body) throws Exception {
        assertError(post("/echo", body), 400, "invalid_body");
    }

    @Test
    void nestingWithoutEndIs400() throws Exception {
        assertError(post("/echo", "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"), 400, "invalid_body");
    }

    @Test
    void bytesThatAreNoUtf8Are400() throws Exception {
        assertError(send(to("/echo").header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[]{'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'}))),
                400, "invalid_body");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense",
            "application/json; charset=iso-8859-1", "application/merge-patch+json"})
    void anotherTypeIs415(String type) throws Exception {
        assertError(send(to("/echo").header("content-type", type).POST(BodyPublishers.ofString("a=1"))), 415,
                "not_json");
    }

    @Test
    void noTypeIs415() throws Exception {
        assertError(send(to("/echo").POST(BodyPublishers.ofString("{}"))), 415, "not_json");
    }

    @Test
    void aCharsetMayBeNamed() throws Exception {
        assertThat(send(to("/echo").header("content-type", "application/json;charset=UTF-8")
                .POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(200);
    }

    @Test
    void moreThan64KiBIs413EvenWhenItIsNoJson() throws Exception {
        assertError(post("/echo", LARGE), 413, "body_too_large");
        assertError(send(to("/echo").header("content-type", "text/plain").POST(BodyPublishers.ofString(LARGE))), 413,
                "body_too_large");
    }

    @Test
    void aBodyOfUndeclaredLengthIsLimitedToo() throws Exception {
        assertError(send(to("/echo").header("content-type", "application/json").POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGE.getBytes())))), 413,
                "body_too_large");
    }

    @Test
    void exactly64KiBAreTaken() throws Exception {
        String start = "{\"a\":\"";
        String body = start + "x".repeat(64 * 1024 - start.length() - 2) + "\"}";

        assertThat(post("/echo", body).statusCode()).isEqualTo(200);
        assertError(post("/echo", body + " "), 413, "body_too_large");
    }

    @Test
    void brokenChunksAre400AndNothingToWriteHomeAbout(CapturedOutput log) throws Exception {
        assertRawError(
                raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nauthorization: " + EdgeApplication.KEY.reveal()
                        + "\r\ncontent-type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
                400, "invalid_body");
        assertThat(log.getOut()).doesNotContain("ERROR");
    }

    @Test
    void theCredentialIsLookedAtBeforeTheBody() throws Exception {
        assertError(send(open("/echo").header("content-type", "text/plain").POST(BodyPublishers.ofString(LARGE))),
                401, "missing_credentials");
    }

    @Test
    void aDeleteTakesItsQueryStringAndItsBodyUnlessTheyDisagree() throws Exception {
        HttpResponse<String> query = send(to("/echo?orgId=a&email=b%40c").DELETE());
        HttpResponse<String> both = send(to("/echo?orgId=a&email=b").header("content-type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"email\":\"b\",\"more\":1}")));
        HttpResponse<String> two = send(to("/echo?orgId=a&email=b").header("content-type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"email\":\"c\"}")));

        assertThat(json(query).path("body").toString()).isEqualTo("{\"orgId\":\"a\",\"email\":\"b@c\"}");
        assertThat(json(both).path("body").toString()).isEqualTo("{\"orgId\":\"a\",\"email\":\"b\",\"more\":1}");
        assertError(two, 400, "invalid_body");
    }

    @Test
    void theBodyOfADeleteIsHeldToTheSameRules() throws Exception {
        assertError(send(to("/echo").header("content-type", "application/x-www-form-urlencoded").method("DELETE",
                BodyPublishers.ofString("orgId=a"))), 415, "not_json");
        assertError(send(to("/echo").header("content-type", "application/json").method("DELETE",
                BodyPublishers.ofString("[]"))), 400, "invalid_body");
        assertError(send(to("/echo").method("DELETE", BodyPublishers.ofString(LARGE))), 413, "body_too_large");
    }
}
