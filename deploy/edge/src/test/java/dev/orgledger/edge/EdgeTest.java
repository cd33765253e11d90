package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The edge in a real Tomcat, asked over real sockets. */
@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "orgledger.check-key=the-gateways-own-words, the-next-words")
abstract class EdgeTest {

    static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    int port;

    /** A request with the good API key. */
    HttpRequest.Builder to(String path) {
        return open(path).header("authorization", EdgeApplication.KEY.reveal());
    }

    /** A request without any credential. */
    HttpRequest.Builder open(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(to(path).header("content-type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /** Asserts the whole shape of an error, and gives its body. */
    static JsonNode assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        return assertError(answer.body(), code);
    }

    static JsonNode assertError(String body, String code) {
        JsonNode json = JSON.readTree(body);
        assertThat(json.propertyNames()).isSubsetOf("error", "status", "code", "details");
        assertThat(json.path("status").asString()).isEqualTo("KO");
        assertThat(json.path("code").asString()).isEqualTo(code);
        assertThat(json.path("error").asString()).isNotBlank().doesNotContain("Exception", "<");
        return json;
    }

    /** Sends these very bytes (as Latin-1) and reads until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asserts the same of an answer that was read from the socket. */
    static void assertRawError(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("\r\nx-request-id: ")
                .containsIgnoringCase("\r\ncontent-type: application/json").doesNotContainIgnoringCase("<html");
        assertError(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1), code);
    }
}
