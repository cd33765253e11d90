package dev.orgledger.query.authorization;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A read that asks for no document unless it is about the past, by {@code at}: so it waits for none, and answers while their
 * store is down.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FromMemory {
}
