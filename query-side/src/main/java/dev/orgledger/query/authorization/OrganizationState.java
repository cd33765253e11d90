package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.state.StateRecord;

/**
 * What decisions about one organization need. One thread writes, many read; the lock keeps version and memberships
 * together. The memberships of a deleted organization stay: its audit log is open to its former super admins.
 *
 * <p>
 * Note: memberships come before the organization's own record of the same version, so whatever is not newer than that is a
 * repeat.
 */
final class OrganizationState {

    private final String orgId;
    private final Members members = new Members();
    private Instant createdAt = Instant.EPOCH;
    /** Of the organization's own record. */
    private long recorded;
    /** Of the newest change, a membership's included. */
    private long version;
    private boolean deleted;
    private Set<String> cutOffKeys = Set.of();
    private SecurityPolicy policy = SecurityPolicy.NONE;

    OrganizationState(String orgId) {
        this.orgId = orgId;
    }

    /** What one person's decision needs, all of one version. */
    record View(String orgId, Instant createdAt, long version, boolean deleted, @Nullable Binding binding,
            SecurityPolicy policy, Set<String> cutOffKeys) {}

    synchronized View of(@Nullable Person person) {
        Membership membership = person == null ? null : members.of(person);
        return new View(orgId, createdAt, version, deleted, membership == null ? null : membership.binding(), policy,
                cutOffKeys);
    }

    /** Ids of those whose role is not over at that moment. */
    synchronized Set<String> members(Instant now) {
        return members.all().filter(membership -> !membership.over(now)).map(membership -> membership.person().text())
                .collect(Collectors.toUnmodifiableSet());
    }

    synchronized Set<String> cutOffKeys() {
        return cutOffKeys;
    }

    synchronized void apply(StateRecord.Organization told) {
        if (told.version() <= recorded) {
            return;
        }
        recorded = told.version();
        version = Math.max(version, recorded);
        createdAt = told.createdAt();
        deleted = told.deleted();
        policy = told.policy().equals(SecurityPolicy.NONE) ? SecurityPolicy.NONE : told.policy();
        cutOffKeys = told.cutOffKeys();
    }

    /**
     * @param told null for a membership that went
     * @param of version of the organization with it
     * @return whether it was news
     */
    synchronized boolean apply(Person person, StateRecord.@Nullable Membership told, long of) {
        if (of <= recorded) {
            return false;
        }
        version = Math.max(version, of);
        if (told == null) {
            members.remove(person);
        } else {
            members.put(new Membership(person, told));
        }
        return true;
    }
}
