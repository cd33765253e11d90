package dev.orgledger.command.platform.http;

import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/** Asks for the permission that an end point declares, before its command. */
public interface Admission {

    /**
     * Lets a principal with that permission in that organization through.
     *
     * @throws dev.orgledger.shared.refusal.Refusal in the contract's order, for anyone else
     */
    void require(Principal principal, String orgId, Permission permission);
}
