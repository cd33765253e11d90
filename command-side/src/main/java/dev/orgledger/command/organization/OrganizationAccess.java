package dev.orgledger.command.organization;

import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/** Decides on the aggregate itself, mostly from the cache, without a transaction. */
public final class OrganizationAccess implements OrganizationCheck {

    private final Supplier<Repository<Organization>> organizations;
    private final Clock clock;

    /**
     * @param organizations asked for at each use, because Axon builds its repositories late
     */
    public OrganizationAccess(Supplier<Repository<Organization>> organizations, Clock clock) {
        this.organizations = organizations;
        this.clock = clock;
    }

    @Override
    public void require(Principal principal, String orgId, Permission permission) {
        decide(orgId, organization -> PermissionGate.require(principal, organization.standing(principal.personId()),
                permission, clock.instant()));
    }

    @Override
    public void requirePart(Principal principal, String orgId) {
        decide(orgId, organization -> PermissionGate.requirePart(principal,
                organization.standing(principal.personId()), clock.instant()));
    }

    @Override
    public void requireExistence(String orgId) {
        if (standing(orgId, null).deleted()) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
    }

    /** Refuses whoever is not the owner, and a narrowed key of the owner. */
    public void requireOwner(Principal principal, String orgId) {
        decide(orgId, organization -> organization.requireOwner(principal, clock.instant()));
    }

    @Override
    public Standing standing(String orgId, @Nullable String personId) {
        return load(orgId, organization -> organization.standing(personId));
    }

    @Override
    public boolean isMember(String orgId, String personId) {
        try {
            Standing standing = standing(orgId, personId);
            return !standing.deleted() && standing.binding() != null && !standing.binding().expired(clock.instant());
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
