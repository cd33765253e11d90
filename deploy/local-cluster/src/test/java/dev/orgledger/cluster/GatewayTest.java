package dev.orgledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked by nginx with the configuration of {@code deploy/gateway}, and who is asked again. */
class GatewayTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    private static final String NOT_READY = "HTTP/1.1 502 Bad Gateway\r\nx-not-ready: true\r\nConnection: close\r\n\r\n";
    private static final String REFUSAL = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 28\r\n"
            + "Connection: close\r\n\r\n{\"code\":\"read_model_behind\"}";
    private static final String CUT = "";

    @TempDir
    Path folder;

    private final Node first = new Node();
    private final Node second = new Node();
    private final Node query = new Node();
    private ChildPart gateway;
    private Client client;

    @BeforeEach
    void start() {
        assumeTrue(Gateway.installed(), "nginx is not installed");
        int port = Ports.free();
        gateway = Gateway.on(port, Folders.of(folder, Project.ROOT), List.of(first.port(), second.port()),
                List.of(query.port()));
        gateway.start();
        client = new Client(URI.create("http://127.0.0.1:" + port), "key");
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop();
        }
        List.of(first, second, query).forEach(Node::close);
    }

    @Test
    void whenReadOrCheckedThenTheQuerySideIsAsked() {
        client.get("/organization?orgId=a").ok();
        client.get("/organization/audit/export?orgId=a").ok();
        client.post("/authorization/check", "{}").ok();
        client.get("/nothing/like/it").ok();

        assertThat(query.asked()).containsExactly("GET /organization?orgId=a", "GET /organization/audit/export?orgId=a",
                "POST /authorization/check", "GET /nothing/like/it");
        assertThat(first.asked()).isEmpty();
        assertThat(second.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /organization", "PUT /organization", "DELETE /organization?orgId=a", "GET /webhooks",
            "GET /webhooks/deliveries?orgId=a", "GET /%77ebhooks", "POST /user/session"})
    void whenCommandedOrAskedAboutWebhooksThenOneCommandSideIsAsked(String request) {
        client.send(request.split(" ")[0], request.split(" ")[1], null).ok();

        assertThat(first.asked().size() + second.asked().size()).isEqualTo(1);
        assertThat(query.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void givenANodeThatIsGoneWhenCommandedThenTheOtherIsAsked(String method) {
        first.close();

        for (int i = 0; i < 4; i++) {
            client.send(method, "/organization", "{}").ok();
        }
        assertThat(second.asked()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void givenANodeThatIsNotReadyWhenCommandedThenTheOtherIsAskedWithTheSameBody(String method) {
        first.answers = NOT_READY;

        for (int i = 0; i < 4; i++) {
            client.send(method, "/organization", "{\"number\":" + i + "}").ok();
        }
        assertThat(second.asked()).hasSize(4);
        assertThat(second.bodies()).containsExactly("{\"number\":0}", "{\"number\":1}", "{\"number\":2}",
                "{\"number\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void givenANodeThatBreaksOffWhenCommandedThenNobodyElseIsAsked(String method) {
        first.answers = CUT;
        second.answers = CUT;

        Client.Answer answer = client.send(method, "/organization", "{}");

        assertThat(answer.toString()).contains("503", "store_unavailable", "KO");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.header("x-request-id")).isNotBlank();
        assertThat(first.asked().size() + second.asked().size()).isEqualTo(1);
    }

    @Test
    void givenANodeThatIsNotReadyAndOneThatBreaksOffWhenCommandedThenEachIsAskedOnce() {
        first.answers = NOT_READY;
        second.answers = CUT;

        assertThat(client.put("/organization", "{}").status()).isEqualTo(503);
        assertThat(second.asked()).hasSize(1);
        assertThat(first.asked()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void givenNoNodeThatIsReadyWhenAskedThenTheGatewayAnswersInTheWordsOfTheServices() {
        List.of(first, second, query).forEach(node -> node.answers = NOT_READY);

        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            Client.Answer answer = client.send(method, "/organization", method.equals("GET") ? null : "{}");
            assertThat(answer.toString()).as(method).contains("503", "store_unavailable");
        }
    }

    @Test
    void givenARefusalOfAServiceWhenAskedThenItComesThroughAsItIs() {
        List.of(first, second, query).forEach(node -> node.answers = REFUSAL);

        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            Client.Answer answer = client.send(method, "/organization", method.equals("GET") ? null : "{}");
            assertThat(answer.toString()).as(method).isEqualTo("503 {\"code\":\"read_model_behind\"}");
        }
        assertThat(first.asked().size() + second.asked().size()).isEqualTo(3);
        assertThat(query.asked()).hasSize(1);
    }

    @Test
    void givenNobodyWhenAskedThenTheGatewayAnswersInTheWordsOfTheServices() {
        List.of(first, second, query).forEach(Node::close);

        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            Client.Answer answer = client.send(method, "/organization", method.equals("GET") ? null : "{}");
            assertThat(answer.json().path("code").asString()).as(method).isEqualTo("store_unavailable");
            assertThat(answer.status()).isEqualTo(503);
        }
    }

    @Test
    void givenWhatNoServiceShouldSeeWhenSentThenTheGatewayRefusesIt() {
        assertThat(client.put("/organization", "x".repeat(1_200_000)).toString()).contains("413", "body_too_large");
        assertThat(client.get("/actuator/prometheus").toString()).contains("404", "not_found");
        assertThat(client.get("/gateway/unavailable").status()).isEqualTo(404);
    }

    @Test
    void whenAskedThenTheNodeIsToldOfTheRequestIdAndTheClientsAddress() {
        client.get("/user", "x-request-id", "mine").ok();
        client.get("/user", "x-request-id", "not acceptable!").ok();

        assertThat(query.headers().getFirst()).contains("x-request-id: mine\r\n", "X-Forwarded-For: 127.0.0.1\r\n",
                "x-gateway-passes-over: true\r\n");
        assertThat(query.headers().getLast()).containsPattern("x-request-id: [0-9a-f]{32}\r\n");
    }

    /** A service as the gateway sees it. */
    private static final class Node implements AutoCloseable {

        private final ServerSocket socket;
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private volatile String answers = OK;

        Node() {
            try {
                socket = new ServerSocket();
                socket.bind(new InetSocketAddress(InetAddress.getByName(Ports.LOOPBACK), 0));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> asked() {
            return requests.stream().filter(request -> !request.startsWith("GET /actuator"))
                    .map(request -> request.substring(0, request.indexOf(" HTTP/"))).toList();
        }

        List<String> headers() {
            return requests.stream().map(request -> request.substring(0, request.indexOf("\r\n\r\n") + 2)).toList();
        }

        List<String> bodies() {
            return requests.stream().map(request -> request.substring(request.indexOf("\r\n\r\n") + 4)).toList();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    String request = read(connection);
                    if (!request.isEmpty()) {
                        requests.add(request);
                        connection.getOutputStream().write(answers.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    // Closed, or the gateway only looked whether somebody listens.
                }
            }
        }

        private static String read(Socket connection) throws IOException {
            StringBuilder read = new StringBuilder();
            byte[] buffer = new byte[8192];
            while (true) {
                int end = read.indexOf("\r\n\r\n");
                if (end >= 0 && read.length() >= end + 4 + length(read.toString())) {
                    return read.toString();
                }
                int count = connection.getInputStream().read(buffer);
                if (count < 0) {
                    return read.toString();
                }
                read.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        }

        private static int length(String request) {
            return request.lines().filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.split(":")[1].strip())).findFirst().orElse(0);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
