package dev.orgledger.shared.state;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.state.StateRecord.Membership;
import dev.orgledger.shared.state.StateRecord.Organization;

/** What an event of an organization changes of the state. */
public final class StateChanges {

    private StateChanges() {
    }

    /**
     * A membership that came, changed or went.
     *
     * @param value null for one that went
     */
    public record Change(String orgId, String userId, @Nullable Membership value) {

        /** Key of its record. */
        public String key() {
            return orgId + "/" + userId;
        }
    }

    /**
     * The organization after that event.
     *
     * @param before null before its first event
     * @param version number of its events with this one
     * @throws IllegalStateException when the first event is not its creation
     */
    public static Organization organization(@Nullable Organization before, DomainEvent.OfOrganization event,
            Instant at, long version) {
        if (event instanceof OrgCreated created) {
            return new Organization(created.orgId(), created.name(), false, at, SecurityPolicy.NONE, Set.of(), version);
        }
        if (before == null) {
            throw new IllegalStateException("an organization that does not begin with its creation: " + event.orgId());
        }
        String name = before.name();
        boolean deleted = before.deleted();
        SecurityPolicy policy = before.policy();
        Set<String> cutOff = new HashSet<>(before.cutOffKeys());
        switch (event) {
            case OrgUpdated updated -> name = updated.name();
            case OrgDeleted gone -> deleted = true;
            case PolicyChanged changed -> policy = changed.policy();
            case ApiKeyCutOff cut -> cutOff.add(cut.keyId());
            case ApiKeyRestored restored -> cutOff.remove(restored.keyId());
            default -> {
                // Of the others only the version counts.
            }
        }
        return new Organization(before.orgId(), name, deleted, before.createdAt(), policy, cutOff, version);
    }

    /**
     * The membership that the event is about; empty where it leaves all as they are. A role that has come to its end
     * stays: it says so by itself.
     *
     * @param eventId what is named as the event that granted the role
     */
    public static Optional<Change> membership(DomainEvent.OfOrganization event, String eventId, Instant at,
            long version) {
        return Optional.ofNullable(switch (event) {
            case MemberJoined joined -> new Change(joined.orgId(), joined.personId(), new Membership(joined.orgId(),
                    joined.personId(), joined.role(), at, joined.expiresAt(), eventId, version));
            case RoleChanged changed -> new Change(changed.orgId(), changed.personId(), new Membership(changed.orgId(),
                    changed.personId(), changed.role(), at, changed.expiresAt(), eventId, version));
            case MemberRemoved removed -> new Change(removed.orgId(), removed.personId(), null);
            case MemberLeft left -> new Change(left.orgId(), left.personId(), null);
            default -> null;
        });
    }
}
