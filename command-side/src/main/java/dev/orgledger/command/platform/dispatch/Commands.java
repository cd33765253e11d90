package dev.orgledger.command.platform.dispatch;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

import dev.orgledger.edge.RequestContext;

/**
 * The one way from a controller to an aggregate. In one transaction: the idempotency key is looked up, the command is
 * handled, its events, vault rows and look-up rows are stored, and the answer is kept for a repeat. A command that lost a
 * race is tried again; a refusal is thrown as it is and nothing is stored.
 */
public interface Commands {

    /**
     * How one call wants its command handled.
     *
     * @param context who asks
     * @param request what makes a repeat the same request: method, path and parameters, in that order
     * @param idempotencyKey {@code Idempotency-Key}, null where there was none
     * @param expectedVersion the version of {@code If-Match}, null where there was none
     */
    record Call(RequestContext context, String request, @Nullable String idempotencyKey,
            @Nullable Long expectedVersion) {}

    /**
     * Answers one call: a repeat with the same {@code Idempotency-Key} by its first answer (or 409), before any check of
     * the present state is made; anything else by what {@code decide} comes to, which normally ends in {@link #send}. A
     * decided refusal (4xx but 401 and 429) that {@code decide} throws is kept for a repeat. Controllers call this around
     * everything they do.
     */
    ResponseEntity<Map<String, Object>> answer(Call call, Supplier<ResponseEntity<Map<String, Object>>> decide);

    /**
     * Sends the command and answers with the body that {@code answer} makes of its result, and the headers
     * {@code x-position} and, for a command on an organization, {@code x-org-version} and {@code ETag}.
     *
     * @param answer makes the body; entries whose name is in {@code secrets} are kept as null for a repeat
     * @throws dev.orgledger.shared.refusal.Refusal when a rule says no
     */
    <R extends @Nullable Object> ResponseEntity<Map<String, Object>> send(Call call, Command command,
            Function<R, Map<String, Object>> answer, String... secrets);
}
