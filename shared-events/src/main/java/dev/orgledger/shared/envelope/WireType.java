package dev.orgledger.shared.envelope;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The stable name and revision of an event type, apart from its class name: as stored, and as other services see it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WireType {

    /** The name, such as {@code member.role_changed}. */
    String value();

    /** Counts incompatible changes of the JSON; a change of it comes with an upcaster. */
    int revision() default 1;
}
