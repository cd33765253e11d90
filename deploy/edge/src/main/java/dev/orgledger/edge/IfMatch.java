package dev.orgledger.edge;

import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} header. A controller method takes it as a parameter.
 *
 * @param version the version that the organization must have; null where there was no header
 */
public record IfMatch(@Nullable Long version) {}
