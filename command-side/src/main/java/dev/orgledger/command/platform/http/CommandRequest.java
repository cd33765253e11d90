package dev.orgledger.command.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.dispatch.Commands;
import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.edge.Body;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/**
 * One request to change something: who asks, with which parameters, under which conditions. A controller method takes it
 * as its only parameter.
 */
public final class CommandRequest {

    private final Commands commands;
    private final Call call;
    private final Body body;
    private final Consumer<CommandRequest> admission;

    CommandRequest(Commands commands, Call call, Body body, Consumer<CommandRequest> admission) {
        this.commands = commands;
        this.call = call;
        this.body = body;
        this.admission = admission;
    }

    public Body body() {
        return body;
    }

    /** Who asks. */
    public Principal principal() {
        return call.context().principal();
    }

    /** The client's address, for whoever must tell a third party. */
    public String address() {
        return call.context().address();
    }

    /** The person who asks; {@code permission_denied} for the platform, which is none. */
    public String personId() {
        String personId = principal().personId();
        if (personId == null) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return personId;
    }

    /**
     * Answers the request: a repeat with an {@code Idempotency-Key} by its first answer, anything else by what
     * {@code decide} comes to, once the caller has the permission that the end point declares. Further checks that depend on the present state belong into it, since a repeat must not meet them.
     */
    public ResponseEntity<Map<String, Object>> answer(Supplier<ResponseEntity<Map<String, Object>>> decide) {
        return commands.answer(call, () -> {
            admission.accept(this);
            return decide.get();
        });
    }

    /** Sends the command; see {@link Commands#send}. */
    public <R extends @Nullable Object> ResponseEntity<Map<String, Object>> send(Command command,
            Function<R, Map<String, Object>> answer,
            String... secrets) {
        return commands.send(call, command, answer, secrets);
    }

    /** A body of these names and values, in this order; null values are kept. */
    public static Map<String, Object> json(@Nullable Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return json;
    }
}
