package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
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
    /** Those that came to their end date: a check gives that as the reason, before the clean-up and after it. */
    private final Map<String, Binding> ended = new HashMap<>(0);
    private long version;
    private boolean deleted;
    /** Ids of keys; replaced and never changed, as decisions read it outside of the lock. */
    private Set<String> cutOffKeys = Set.of();
    private SecurityPolicy policy = SecurityPolicy.NONE;

    OrganizationState(String orgId, Instant createdAt) {
        this.orgId = orgId;
        this.createdAt = createdAt;
    }

    /** What one person's decision needs, all of one version. */
    record View(String orgId, Instant createdAt, long version, boolean deleted, @Nullable Binding binding,
            SecurityPolicy policy, Set<String> cutOffKeys) {}

    synchronized View of(@Nullable String personId) {
        return new View(orgId, createdAt, version, deleted, personId == null ? null : bindingOf(personId), policy,
                cutOffKeys);
    }

    private @Nullable Binding bindingOf(String personId) {
        Binding binding = bindings.get(personId);
        return binding == null ? ended.get(personId) : binding;
    }

    /** Ids of those whose role is not over at that moment. */
    synchronized Set<String> members(Instant now) {
        return bindings.entrySet().stream().filter(entry -> !entry.getValue().expired(now)).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    synchronized Set<String> cutOffKeys() {
        return cutOffKeys;
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
            case ApiKeyAccessEvent event -> apply(event);
            case PolicyChanged event -> policy = event.policy();
            default -> {
                // Names, invitations and the like decide nothing.
            }
        }
        return true;
    }

    private void apply(ApiKeyAccessEvent event) {
        Set<String> next = new HashSet<>(cutOffKeys);
        switch (event) {
            case ApiKeyCutOff cutOff -> next.add(cutOff.keyId());
            case ApiKeyRestored restored -> next.remove(restored.keyId());
        }
        cutOffKeys = Set.copyOf(next);
    }

    private void apply(MemberEvent event, Incoming.Event record) {
        ended.remove(event.personId());
        switch (event) {
            case MemberJoined joined -> bindings.put(joined.personId(),
                    new Binding(joined.role(), record.at(), joined.expiresAt(), record.id()));
            case RoleChanged changed -> bindings.put(changed.personId(),
                    new Binding(changed.role(), record.at(), changed.expiresAt(), record.id()));
            case MemberRemoved removed -> bindings.remove(removed.personId());
            case MemberLeft left -> bindings.remove(left.personId());
            case RoleExpired expired -> {
                Binding binding = bindings.remove(expired.personId());
                if (binding != null) {
                    ended.put(expired.personId(), binding);
                }
            }
            case MemberInvited invited -> {
                // No right yet.
            }
        }
    }
}
