package dev.orgledger.edge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * The parameters of a command, read one by one so that each refusal comes in the contract's order: a JSON object, or the
 * query string of a {@code DELETE}. Unknown fields are ignored; an absent field and {@code null} can be told apart.
 */
public final class Body {

    private final JsonNode object;

    /** Wraps a JSON object, whole and parsed. */
    public Body(JsonNode object) {
        this.object = object;
    }

    /** The JSON itself: what an idempotent repeat is compared by. */
    public JsonNode json() {
        return object;
    }

    /** Whether the field is there at all, {@code null} included. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** The text of that field; null when absent or {@code null}; {@code invalid_body} when it is no string. */
    public @Nullable String text(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw mistyped(field, "a string");
        }
        return value.asString();
    }

    /** The text of that field, or the given refusal when it is absent, {@code null} or blank. */
    public String required(String field, ErrorCode missing) {
        String text = text(field);
        if (text == null || text.isBlank()) {
            throw Refusal.of(missing);
        }
        return text;
    }

    /** The id in that parameter; {@code invalid_parameter} with its name when absent, {@code null} or blank. */
    public String id(String parameter) {
        String id = text(parameter);
        if (id == null || id.isBlank()) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying(parameter + " is required").with("parameter",
                    parameter);
        }
        return id;
    }

    /** The organization that the command is about; {@code org_id_required} when absent. */
    public String orgId() {
        return required("orgId", ErrorCode.ORG_ID_REQUIRED);
    }

    /** The truth value of that field; empty when absent or {@code null}. Query strings say it as a word. */
    public Optional<Boolean> flag(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.asBoolean());
        }
        if (value.isString() && List.of("true", "false").contains(value.asString())) {
            return Optional.of(Boolean.valueOf(value.asString()));
        }
        throw mistyped(field, "true or false");
    }

    /** The whole number of that field; empty when absent or {@code null}; the given refusal when it is none. */
    public OptionalLong number(String field, ErrorCode malformed) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Refusal.of(malformed);
        }
        return OptionalLong.of(value.asLong());
    }

    /** The list of texts of that field; null when absent or {@code null}; the given refusal when it is anything else. */
    public @Nullable List<String> texts(String field, ErrorCode malformed) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            throw Refusal.of(malformed);
        }
        return value.valueStream().map(JsonNode::asString).toList();
    }

    /** The RFC 3339 time of that field; null when absent or {@code null}; the given refusal when it is none. */
    public @Nullable Instant time(String field, ErrorCode malformed) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Refusal.of(malformed);
        }
        return Times.parse(value.asString()).orElseThrow(() -> Refusal.of(malformed));
    }

    private static Refusal mistyped(String field, String expected) {
        return Refusal.of(ErrorCode.INVALID_BODY).with("field", field).with("expected", expected);
    }
}
