/**
 * What makes an audit log checkable without trusting whoever keeps it: the hash of an entry, the seal of an exported
 * line, the signed proof, and the verifier of an export. {@code docs/audit-format.md} says the same in words.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only. Nothing here knows events or roles, so that a hash
 * says of an entry what everybody can read in it.
 */
@NullMarked
package dev.orgledger.shared.audit;

import org.jspecify.annotations.NullMarked;
