package dev.orgledger.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.envelope.EventJson;

/**
 * Receives the deliveries of one webhook: checks who sent them, keeps each before it confirms it, drops repeats, and says
 * what is missing, to be sent again by a replay.
 *
 * <p>
 * Note: what comes behind a hole is confirmed all the same. A replay waits behind it, and would never come if it were refused.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final int CONFIRMED = 200;
    private static final int UNSIGNED = 401;
    private static final int MALFORMED = 400;
    private static final int NOT_KEPT = 500;

    private final Webhook signature;
    private final ReceivedFile received;
    private final Consumer<String> told;
    private final HttpServer server;

    private WebhookReceiver(int port, String secret, ReceivedFile received, Consumer<String> told)
            throws IOException, EmptyWebhookSecretException {
        this.signature = new Webhook(secret);
        this.received = received;
        this.told = told;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::receive);
    }

    /**
     * Runs until it is stopped; prints what it keeps.
     *
     * @param arguments port, secret of the webhook ({@code whsec_…}), a file for what is received
     */
    public static void main(String[] arguments) throws IOException, EmptyWebhookSecretException {
        if (arguments.length != 3) {
            System.err.println("usage: <port> <secret> <file>");
            System.exit(2);
        }
        start(Integer.parseInt(arguments[0]), arguments[1], Path.of(arguments[2]), System.out::println);
    }

    /** Starts one on this machine. */
    static WebhookReceiver start(int port, String secret, Path file, Consumer<String> told)
            throws IOException, EmptyWebhookSecretException {
        WebhookReceiver receiver = new WebhookReceiver(port, secret, new ReceivedFile(file), told);
        receiver.server.start();
        return receiver;
    }

    /** One at a time, as the server has one thread: their order is what they are about. */
    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            exchange.sendResponseHeaders(answer(exchange, body), -1);
        }
    }

    private int answer(HttpExchange exchange, String body) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        try {
            signature.verify(body, headers);
            return take(EventJson.mapper().readTree(body), body);
        } catch (WebhookVerificationException notTheirs) {
            return UNSIGNED;
        } catch (JacksonException noJson) {
            return MALFORMED;
        } catch (IOException notKept) {
            told.accept("not kept: " + notKept);
            return NOT_KEPT;
        }
    }

    private int take(JsonNode message, String body) throws IOException {
        if (!message.path("version").isNumber()) {
            // A test.
            return CONFIRMED;
        }
        int version = message.get("version").asInt();
        if (received.has(version)) {
            return CONFIRMED;
        }
        // Null before the first that was ever sent to this webhook.
        int previous = message.path("previous_version").asInt(0);
        if (previous > 0 && !received.has(previous)) {
            told.accept("missing before " + version + ": ask for a replay from " + (received.lastUpTo(previous) + 1)
                    + " to " + previous);
        }
        received.add(version, body);
        told.accept(version + " " + message.path("type").asString());
        return CONFIRMED;
    }

    /** Stops taking deliveries. */
    @Override
    public void close() {
        server.stop(0);
    }
}
