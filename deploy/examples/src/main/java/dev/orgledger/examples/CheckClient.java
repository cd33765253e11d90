package dev.orgledger.examples;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.orgledger.shared.role.CheckAnswer;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.PermissionsAnswer;

/**
 * Asks Orgledger over HTTP and decides by its answer: for a service that is not let to Kafka, or asks seldom. Holds a check
 * key, which may ask about anyone and nothing else.
 */
public final class CheckClient {

    /** On the way of a request of somebody else: better no answer than a late one. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI orgledger;
    private final String checkKey;

    /** One for that address, such as {@code http://localhost:8080}. */
    public CheckClient(URI orgledger, String checkKey) {
        this.orgledger = orgledger;
        this.checkKey = checkKey;
    }

    /** May that user do this in that organization? */
    public Decision decideForUser(String orgId, String userId, String permission)
            throws IOException, InterruptedException {
        return CheckAnswer.read(ask("check", "orgId", orgId, "userId", userId, "permission", permission)).decision();
    }

    /** May that API key do this in that organization? */
    public Decision decideForKey(String orgId, String keyId, String permission)
            throws IOException, InterruptedException {
        return CheckAnswer.read(ask("check", "orgId", orgId, "keyId", keyId, "permission", permission)).decision();
    }

    /** All that the user may do in that organization at this moment: one call for a page with many buttons. */
    public PermissionsAnswer permissions(String orgId, String userId) throws IOException, InterruptedException {
        return PermissionsAnswer.read(ask("permissions", "orgId", orgId, "userId", userId));
    }

    /** Anything but an answer is an exception, and so never a grant. */
    private byte[] ask(String what, String... query) throws IOException, InterruptedException {
        StringBuilder path = new StringBuilder("/authorization/" + what);
        for (int i = 0; i < query.length; i += 2) {
            path.append(i == 0 ? '?' : '&').append(query[i]).append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(orgledger.resolve(path.toString()))
                .timeout(PATIENCE).header("authorization", checkKey).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("Orgledger answered " + response.statusCode());
        }
        return response.body();
    }
}
