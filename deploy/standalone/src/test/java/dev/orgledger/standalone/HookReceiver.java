package dev.orgledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;

/** A receiver of webhooks on this machine, which checks signatures by the library that the specification's authors publish. */
final class HookReceiver implements AutoCloseable {

    /** One delivery. */
    record Got(Map<String, List<String>> headers, String body) {

        JsonNode json() {
            return Api.JSON.readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        /** Whether that secret signed it. */
        boolean signedWith(String secret) {
            try {
                new Webhook(secret).verify(body, headers);
                return true;
            } catch (WebhookVerificationException e) {
                return false;
            } catch (EmptyWebhookSecretException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile IntSupplier status = () -> 200;

    HookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Map<String, List<String>> headers = new HashMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
                got.add(new Got(headers,
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                byte[] answer = ("answer " + got.size()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status.getAsInt(), answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    void answers(int with) {
        status = () -> with;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/in?token=s3cret-of-the-receiver";
    }

    /** Their types, without tests. */
    List<String> types() {
        return got.stream().map(Got::type).filter(type -> !type.equals("test.ping")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
