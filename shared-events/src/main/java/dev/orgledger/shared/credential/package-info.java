/**
 * The shape of secrets: recognisable prefix, randomness, checksum, and the hash that is stored instead.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.credential;

import org.jspecify.annotations.NullMarked;
