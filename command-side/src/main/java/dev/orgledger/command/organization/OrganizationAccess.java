package dev.orgledger.command.organization;

import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

import dev.orgledger.command.platform.http.Admission;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/**
 * The check before a command, so that a stranger's malformed request gets the same 404 as any other: a courtesy, the
 * command checks again. Decides on the aggregate itself, mostly from the cache, without a transaction.
 */
public final class OrganizationAccess implements Admission {

    private final Supplier<Repository<Organization>> organizations;
    private final People people;
    private final Clock clock;

    /**
     * @param organizations asked for at each use, because Axon builds its repositories late
     */
    public OrganizationAccess(Supplier<Repository<Organization>> organizations, People people, Clock clock) {
        this.organizations = organizations;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Refuses, in this order, whoever has no part in the organization (404), comes by a key that it does not let in (401),
     * does not meet its policy (403), or lacks the permission (403).
     */
    @Override
    public void require(Principal principal, String orgId, Permission permission) {
        decide(orgId, organization -> PermissionGate.require(principal, organization.standing(principal, people),
                permission, clock.instant()));
    }

    /** The same for what needs no permission. */
    public void requireEntry(Principal principal, String orgId) {
        decide(orgId, organization -> PermissionGate.requireEntry(principal, organization.standing(principal, people),
                clock.instant()));
    }

    /** Refuses whoever has no part in the organization, and lets in whoever does not meet its policy. */
    public void requirePart(Principal principal, String orgId) {
        decide(orgId, organization -> PermissionGate.requirePart(principal, organization.standing(principal, people),
                clock.instant()));
    }

    /** Refuses an organization that there never was, or is no more: for the platform, which takes part in none. */
    public void requireExistence(String orgId) {
        if (load(orgId, organization -> organization.standing(new Principal.Platform(), people)).deleted()) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
    }

    /** Refuses whoever is not the owner, and a narrowed key of the owner. */
    public void requireOwner(Principal principal, String orgId) {
        decide(orgId, organization -> organization.requireOwner(principal, people, clock.instant()));
    }

    /**
     * What is known of that person in that organization.
     *
     * @throws Refusal {@code organization_not_found} when there never was one of that id
     */
    public Standing standing(String orgId, String personId) {
        return load(orgId, organization -> organization.standing(new Principal.User(personId), people));
    }

    /** Whether that person is a member of that organization now. */
    public boolean isMember(String orgId, String personId) {
        try {
            return load(orgId, organization -> organization.hasMember(personId, clock.instant()));
        } catch (Refusal unknown) {
            return false;
        }
    }

    /**
     * Another command side may have changed the organization without this cache's knowledge. A grant that is stale does
     * no harm, as the command appends to what it decided on. A refusal is decided once more: as it rolled back, the
     * repository has dropped the organization from its cache and reads it again.
     */
    private void decide(String orgId, Function<Organization, Asked> decision) {
        try {
            load(orgId, decision);
        } catch (Refusal perhapsStale) {
            load(orgId, decision);
        }
    }

    private <R> R load(String orgId, Function<Organization, R> question) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(orgId));
        try {
            R answer = organizations.get().load(orgId).invoke(question);
            unit.commit();
            return answer;
        } catch (AggregateNotFoundException unknown) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        } finally {
            if (unit.isActive()) {
                unit.rollback();
            }
        }
    }
}
