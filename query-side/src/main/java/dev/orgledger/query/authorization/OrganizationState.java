package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Binding;

/**
 * What decisions about one organization need. One thread writes, many read; the lock keeps version and bindings together.
 * The bindings of a deleted organization stay: its audit log is open to its former super admins.
 */
final class OrganizationState {

    private final String orgId;
    private final Instant createdAt;
    private final Map<String, Binding> bindings = new HashMap<>(4);
    private long version;
    private boolean deleted;
    private SecurityPolicy policy = SecurityPolicy.NONE;

    OrganizationState(String orgId, Instant createdAt) {
        this.orgId = orgId;
        this.createdAt = createdAt;
    }

    /** What one person's decision needs, all of one version. */
    record View(String orgId, Instant createdAt, long version, boolean deleted, @Nullable Binding binding,
            SecurityPolicy policy) {}

    synchronized View of(@Nullable String personId) {
        return new View(orgId, createdAt, version, deleted, personId == null ? null : bindings.get(personId),
                policy);
    }

    synchronized Set<String> members() {
        return Set.copyOf(bindings.keySet());
    }

    /** Takes in that event, unless it is known already; {@code true} when it was new. */
    synchronized boolean apply(Incoming.Event record, long orgVersion) {
        if (orgVersion <= version) {
            return false;
        }
        version = orgVersion;
        switch (record.event()) {
            case MemberEvent event -> apply(event, record);
            case OrgDeleted event -> deleted = true;
            case PolicyChanged event -> policy = event.policy();
            default -> {
                // Names, invitations and the like decide nothing.
            }
        }
        return true;
    }

    private void apply(MemberEvent event, Incoming.Event record) {
        switch (event) {
            case MemberJoined joined -> bindings.put(joined.personId(),
                    new Binding(joined.role(), record.at(), joined.expiresAt(), record.id()));
            case RoleChanged changed -> bindings.put(changed.personId(),
                    new Binding(changed.role(), record.at(), changed.expiresAt(), record.id()));
            case MemberRemoved removed -> bindings.remove(removed.personId());
            case MemberLeft left -> bindings.remove(left.personId());
            case RoleExpired expired -> bindings.remove(expired.personId());
            case MemberInvited invited -> {
                // No right yet.
            }
        }
    }
}
