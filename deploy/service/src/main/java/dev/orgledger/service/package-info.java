/**
 * What the processes have in common, whichever sides they run: how they start and refuse to, their defaults, and the API's
 * description, which each of them serves as a whole.
 *
 * <p>
 * Knows {@code shared-events}, Spring Boot and springdoc, and neither side.
 */
@NullMarked
package dev.orgledger.service;

import org.jspecify.annotations.NullMarked;
