package dev.orgledger.shared.role;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;

/**
 * An answer of {@code /authorization/check}, read back into the decision that it was made of: for a service that asks
 * instead of following {@code org.state.v1}. It holds for the moment it was given at; a role may end the next.
 *
 * @param orgVersion version of the organization that it was decided by; null where there is none to tell
 */
public record CheckAnswer(Decision decision, @Nullable Long orgVersion) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * The answer to one check.
     *
     * @param body of {@code GET /authorization/check}, UTF-8
     * @throws IllegalArgumentException for what is no answer that this release understands: nothing is allowed by it
     * @throws tools.jackson.core.JacksonException for what is no JSON
     */
    public static CheckAnswer read(byte[] body) {
        return of(MAPPER.readTree(body).path("data"));
    }

    /**
     * The answers to several checks, in the order of the questions.
     *
     * @param body of {@code POST /authorization/check}, UTF-8
     * @throws IllegalArgumentException as {@link #read}, for any of them
     * @throws tools.jackson.core.JacksonException for what is no JSON
     */
    public static List<CheckAnswer> readAll(byte[] body) {
        JsonNode answers = MAPPER.readTree(body).path("data");
        if (!answers.isArray()) {
            throw new IllegalArgumentException("no answers to several checks");
        }
        return answers.valueStream().map(CheckAnswer::of).toList();
    }

    private static CheckAnswer of(JsonNode answer) {
        JsonNode version = answer.path("org_version");
        return new CheckAnswer(decision(answer), version.isIntegralNumber() ? version.asLong() : null);
    }

    private static Decision decision(JsonNode answer) {
        JsonNode allowed = answer.path("allowed");
        JsonNode word = answer.path("role");
        if (!allowed.isBoolean()) {
            throw new IllegalArgumentException("no answer to a check");
        }
        Role role = word.isString() ? Role.parse(word.asString()) : null;
        if (!allowed.asBoolean()) {
            return new Denied(Reason.valueOf(answer.path("reason").asString("").toUpperCase(Locale.ROOT)), role);
        }
        JsonNode event = answer.path("granted_by_event");
        if (role == null || !event.isString()) {
            throw new IllegalArgumentException("allowed, and not said by which role");
        }
        return new Allowed(role, event.asString());
    }
}
