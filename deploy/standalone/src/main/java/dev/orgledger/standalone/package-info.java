/**
 * Everything in one JVM: both sides in one Spring context, and whatever server is not configured outside embedded beside it.
 *
 * <p>
 * Wires and starts; holds no behaviour of its own. Nothing depends on it but the benchmark and tests of the whole.
 */
@NullMarked
package dev.orgledger.standalone;

import org.jspecify.annotations.NullMarked;
