/**
 * What happens to an invitation after it was sent.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.invitation;

import org.jspecify.annotations.NullMarked;
