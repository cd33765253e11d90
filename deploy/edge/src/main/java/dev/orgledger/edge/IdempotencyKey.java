package dev.orgledger.edge;

import org.jspecify.annotations.Nullable;

/**
 * The {@code Idempotency-Key} header. A controller method takes it as a parameter.
 *
 * @param key 1 to 255 characters; null where there was no header
 */
public record IdempotencyKey(@Nullable String key) {}
