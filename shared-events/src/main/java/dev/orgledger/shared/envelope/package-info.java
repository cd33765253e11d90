/**
 * What travels around an event: wire names, revisions, actor, ids, topics, CloudEvents attributes.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.envelope;

import org.jspecify.annotations.NullMarked;
