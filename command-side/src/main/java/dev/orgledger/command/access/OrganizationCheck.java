package dev.orgledger.command.access;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/**
 * The check before a command, so that a stranger's malformed request gets the same 404 as any other: a courtesy, the
 * command checks again.
 */
public interface OrganizationCheck {

    /** Refuses, in this order, whoever has no part in the organization (404) and whoever lacks the permission (403). */
    void require(Principal principal, String orgId, Permission permission);

    /** Refuses whoever has no part in the organization. */
    void requirePart(Principal principal, String orgId);

    /** Refuses an organization that there never was, or is no more: for the platform, which takes part in none. */
    void requireExistence(String orgId);

    /**
     * What is known of that person in that organization.
     *
     * @throws Refusal {@code organization_not_found} when there never was one of that id
     */
    Standing standing(String orgId, @Nullable String personId);

    /** Whether that person is a member of that organization now. */
    boolean isMember(String orgId, String personId);
}
