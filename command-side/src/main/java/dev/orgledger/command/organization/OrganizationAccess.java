package dev.orgledger.command.organization;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/**
 * Decides on the aggregate itself, mostly from the cache, without a transaction. Whoever has no part in an organization is
 * told so no sooner and no later than for one that does not exist.
 */
public final class OrganizationAccess implements OrganizationCheck {

    private static final Duration STEP = Duration.ofMillis(50);

    private final Supplier<Repository<Organization>> organizations;
    private final Supplier<EventStore> events;
    private final People people;
    private final Clock clock;

    /**
     * @param organizations asked for at each use, because Axon builds its repositories late
     * @param events likewise; where the newest number of an organization's events is asked for
     */
    public OrganizationAccess(Supplier<Repository<Organization>> organizations, Supplier<EventStore> events,
            People people, Clock clock) {
        this.organizations = organizations;
        this.events = events;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public void require(Principal principal, String orgId, Permission permission) {
        decide(orgId, organization -> PermissionGate.require(principal, organization.standing(principal, people),
                permission, clock.instant()));
    }

    @Override
    public void requireEntry(Principal principal, String orgId) {
        decide(orgId, organization -> PermissionGate.requireEntry(principal, organization.standing(principal, people),
                clock.instant()));
    }

    @Override
    public void requirePart(Principal principal, String orgId) {
        decide(orgId, organization -> PermissionGate.requirePart(principal, organization.standing(principal, people),
                clock.instant()));
    }

    @Override
    public void requireExistence(String orgId) {
        if (load(orgId, organization -> organization.standing(new Principal.Platform(), people)).deleted()) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
    }

    /** Refuses whoever is not the owner, and a narrowed key of the owner. */
    public void requireOwner(Principal principal, String orgId) {
        decide(orgId, organization -> organization.requireOwner(principal, people, clock.instant()));
    }

    @Override
    public Standing standing(String orgId, String personId) {
        return load(orgId, organization -> organization.standing(new Principal.User(personId), people));
    }

    @Override
    public boolean isMember(String orgId, String personId) {
        try {
            return load(orgId, organization -> organization.hasMember(personId, clock.instant()));
        } catch (Refusal unknown) {
            return false;
        }
    }

    @Override
    public OptionalLong versionFor(Principal principal, String orgId) {
        try {
            return ask(orgId, organization -> organization
                    .invoke(state -> PermissionGate.takesPart(principal, state.standing(principal, people),
                            clock.instant()))
                                    ? OptionalLong.of(Objects.requireNonNull(organization.version()) + 1)
                                    : OptionalLong.empty());
        } catch (Refusal unknown) {
            return OptionalLong.empty();
        }
    }

    private void decide(String orgId, Function<Organization, Asked> decision) {
        long began = System.nanoTime();
        try {
            Refusal refusal = refusal(orgId, decision);
            if (refusal != null) {
                throw refusal;
            }
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.ORGANIZATION_NOT_FOUND) {
                evenOut(System.nanoTime() - began);
            }
            throw refusal;
        }
    }

    /**
     * Another command side may have changed the organization without this cache's knowledge. A grant that is stale does
     * no harm, as the command appends to what it decided on. A refusal is decided once more if it is.
     */
    private @Nullable Refusal refusal(String orgId, Function<Organization, Asked> decision) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(orgId));
        try {
            Aggregate<Organization> organization = organizations.get().load(orgId);
            Refusal refusal = organization.invoke(state -> judged(state, decision));
            if (refusal != null
                    && !events.get().lastSequenceNumberFor(orgId).equals(Optional.ofNullable(organization.version()))) {
                // A roll-back makes the repository forget what it holds.
                unit.rollback();
                return load(orgId, state -> judged(state, decision));
            }
            unit.commit();
            return refusal;
        } catch (AggregateNotFoundException unknown) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        } finally {
            if (unit.isActive()) {
                unit.rollback();
            }
        }
    }

    private static @Nullable Refusal judged(Organization organization, Function<Organization, Asked> decision) {
        try {
            decision.apply(organization);
            return null;
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    /** How long it took to find out must not tell whether there is something: answers come in steps. */
    private static void evenOut(long taken) {
        LockSupport.parkNanos(STEP.toNanos() - taken % STEP.toNanos());
    }

    private <R> R load(String orgId, Function<Organization, R> question) {
        return ask(orgId, organization -> organization.invoke(question));
    }

    private <R> R ask(String orgId, Function<Aggregate<Organization>, R> question) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(orgId));
        try {
            R answer = question.apply(organizations.get().load(orgId));
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
