package dev.orgledger.shared.role;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The answer to "may this principal ask for this in that organization?". */
public sealed interface Decision {

    /** Yes, by this role, which that event granted. */
    record Allowed(Role role, String grantedByEvent) implements Decision {}

    /** No, for that reason; {@code role} is the role held in the organization, null where there is none. */
    record Denied(Reason reason, @Nullable Role role) implements Decision {}

    /** Why not: the {@code reason} words of contract section 5. */
    enum Reason {
        NOT_A_MEMBER,
        ROLE_LACKS_PERMISSION,
        ROLE_EXPIRED,
        SECURITY_POLICY,
        EXPIRING_KEY_REQUIRED,
        KEY_LIMITED,
        KEY_NOT_VALID,
        ORGANIZATION_DELETED,
        UNKNOWN_PERMISSION;

        /** The wire name, such as {@code role_expired}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the answer is yes. */
    default boolean allowed() {
        return this instanceof Allowed;
    }
}
