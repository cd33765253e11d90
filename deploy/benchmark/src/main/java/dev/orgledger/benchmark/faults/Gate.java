package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way to one address, of the gateway or of one node. What comes back says also when nothing did. */
final class Gate {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    Gate(URI base) {
        this.base = base;
    }

    /**
     * What is asked for.
     *
     * @param body null for none
     */
    record Request(String method, String path, @Nullable Map<String, ?> body) {

        static Request get(String path) {
            return new Request("GET", path, null);
        }
    }

    /**
     * An answer, or that there was none.
     *
     * @param status 0 for none
     * @param position out of {@code x-position}, 0 where there is none
     */
    record Answer(int status, byte[] body, long version, long position) {

        private static final Answer NONE = new Answer(0, new byte[0], 0, 0);

        JsonNode json() {
            return JSON.readTree(body);
        }

        String code() {
            try {
                return status == 200 || body.length == 0 ? "" : json().path("code").asString("");
            } catch (JacksonException e) {
                return "no JSON";
            }
        }

        boolean ok() {
            return status == 200;
        }

        /** Whether the same may be asked once more, because nobody has decided. */
        boolean undecided() {
            return status == 0 || status >= 500 || status == 429 || code().equals("idempotency_in_progress");
        }
    }

    /** Sends it. */
    Answer send(Request wish, String credential, String... headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(wish.path())).timeout(PATIENCE)
                .header("authorization", credential);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        Map<String, ?> body = wish.body();
        if (body == null) {
            request.method(wish.method(), BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json").method(wish.method(),
                    BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8));
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            String position = answer.headers().firstValue("x-position").orElse("p0");
            return new Answer(answer.statusCode(), answer.body(),
                    answer.headers().firstValueAsLong("x-org-version").orElse(0),
                    Long.parseLong(position.substring(1)));
        } catch (IOException nothing) {
            // Refused, broken off or silent: that is what faults look like from here.
            return Answer.NONE;
        }
    }
}
