package dev.orgledger.shared.envelope;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Principal;

/**
 * Who caused an event: kept with it as metadata, set once at the edge.
 *
 * @param type what kind of principal
 * @param userId the person behind it; null for the platform and the system
 * @param apiKeyId the key that was used; null unless {@code type} is {@link Type#APIKEY}
 */
public record Actor(Type type, @Nullable String userId, @Nullable String apiKeyId) {

    /** The {@code actor.type} words of contract section 7. */
    public enum Type {
        USER,
        APIKEY,
        PLATFORM,
        SYSTEM;

        /** The wire name. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The type of that wire name. */
        public static Type of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The actor that this principal is. */
    public static Actor of(Principal principal) {
        return switch (principal) {
            case Principal.User user -> new Actor(Type.USER, user.userId(), null);
            case Principal.ApiKey key -> new Actor(Type.APIKEY, key.userId(), key.keyId());
            case Principal.Platform platform -> new Actor(Type.PLATFORM, null, null);
            case Principal.CheckKey check -> throw new IllegalArgumentException("the check key causes nothing");
            case Principal.System system -> new Actor(Type.SYSTEM, null, null);
        };
    }

    /** The CloudEvents extension {@code actorid}: the person's id, else {@code platform} or {@code system}. */
    public String id() {
        return userId != null ? userId : type.word();
    }
}
