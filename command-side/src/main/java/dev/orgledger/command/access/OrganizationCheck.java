package dev.orgledger.command.access;

import java.util.OptionalLong;

import dev.orgledger.command.platform.http.Admission;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/**
 * The check before a command, so that a stranger's malformed request gets the same 404 as any other: a courtesy, the
 * command checks again.
 */
public interface OrganizationCheck extends Admission {

    /**
     * Refuses, in this order, whoever has no part in the organization (404), comes by a key that it does not let in (401),
     * does not meet its policy (403), or lacks the permission (403).
     */
    @Override
    void require(Principal principal, String orgId, Permission permission);

    /** The same for what needs no permission. */
    void requireEntry(Principal principal, String orgId);

    /** Refuses whoever has no part in the organization, and lets in whoever does not meet its policy. */
    void requirePart(Principal principal, String orgId);

    /** Refuses an organization that there never was, or is no more: for the platform, which takes part in none. */
    void requireExistence(String orgId);

    /**
     * What is known of that person in that organization.
     *
     * @throws Refusal {@code organization_not_found} when there never was one of that id
     */
    Standing standing(String orgId, String personId);

    /** Whether that person is a member of that organization now. */
    boolean isMember(String orgId, String personId);

    /**
     * The version of that organization, if that principal takes part in it now; empty for a stranger, and where there is no
     * such organization.
     */
    OptionalLong versionFor(Principal principal, String orgId);
}
