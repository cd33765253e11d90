package dev.orgledger.shared.role;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of {@code GET /authorization/permissions}: decides about everything that one person, or the key that asked, may do in one
 * organization without a further call. Limits of the key and the organization's policy are in it already. It holds for the
 * moment it was given at, so keep it for seconds, not for a session.
 *
 * @param role null for whoever has no part in the organization
 * @param permissions by their wire names, also those that this release does not know yet
 */
public record PermissionsAnswer(@Nullable Role role, Set<String> permissions) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public PermissionsAnswer {
        permissions = Set.copyOf(permissions);
    }

    /**
     * Reads one.
     *
     * @param body of {@code GET /authorization/permissions}, UTF-8
     * @throws IllegalArgumentException for what is no such answer, or names a role that this release does not know
     * @throws tools.jackson.core.JacksonException for what is no JSON
     */
    public static PermissionsAnswer read(byte[] body) {
        JsonNode answer = MAPPER.readTree(body).path("data");
        JsonNode permissions = answer.path("permissions");
        if (!permissions.isArray()) {
            throw new IllegalArgumentException("no answer about permissions");
        }
        JsonNode word = answer.path("role");
        return new PermissionsAnswer(word.isString() ? Role.parse(word.asString()) : null,
                permissions.valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
    }

    /** Whether it may do that; an unknown permission is denied. */
    public boolean allows(String permission) {
        return permissions.contains(permission);
    }

    /** Whether it may do that. */
    public boolean allows(Permission permission) {
        return allows(permission.key());
    }
}
