package dev.orgledger.command.organization;

import java.util.List;

import dev.orgledger.shared.role.Role;

/**
 * Whom a change of the security policy would shut out who is not shut out for the same reason already.
 *
 * @param members as they joined
 * @param apiKeys without an end date
 */
record LockedOut(List<Member> members, List<Key> apiKeys) {

    /**
     * A member who would not comply.
     *
     * @param missing words of everything that would be missing then, such as {@code two_factor}
     */
    record Member(String userId, String email, Role role, List<String> missing) {}

    /** A key that would not be let in. */
    record Key(String keyId, String ownerEmail) {}
}
