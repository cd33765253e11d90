package dev.orgledger.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.orgledger.shared.role.Permission;

/**
 * Who may call an end point that tells its callers apart by itself. Each end point says this or {@link Requires}, or the
 * start is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Admits {

    /** Kinds of callers. */
    enum Who {
        /** Without any credential: the path stands on the list of public ones too. */
        ANYONE,
        /** Whoever has a credential. */
        SIGNED_IN,
        /** A person about the own account, keys, membership or invitation. */
        ONESELF,
        /** The owner of the organization. */
        OWNER,
        /** A former super admin of an organization that was deleted. */
        FORMER_SUPER_ADMIN,
        /** The platform key. */
        PLATFORM
    }

    /** All of them. */
    Who[] value();

    /** Members with one of these permissions besides. */
    Permission[] permissions() default {};
}
