/**
 * How a request is refused: stable codes with their HTTP status, and the exception that carries one.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.refusal;

import org.jspecify.annotations.NullMarked;
