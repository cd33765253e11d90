package dev.orgledger.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.orgledger.shared.role.Permission;

/**
 * The permission that an end point asks for, in the organization that {@code orgId} names. Each side asks for it before
 * the end point is called, so that the declaration is the check. Where it is not that simple, see {@link Admits}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {

    /** The permission. */
    Permission value();

    /** Whether it is asked for only where an organization is named; without one the end point answers something else. */
    boolean onlyIfNamed() default false;

    /**
     * Whether the end point takes {@code at}. What was then it tells those alone who may read the organization's audit log now,
     * whatever {@link #value()} says of the present.
     */
    boolean tellsPast() default false;
}
