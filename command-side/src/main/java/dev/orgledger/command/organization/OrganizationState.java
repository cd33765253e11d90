package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.Retention;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;

/**
 * What the rules need to know of one organization: ids, roles and dates. It only remembers; snapshots are its fields as
 * JSON.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE, isGetterVisibility = Visibility.NONE)
final class OrganizationState {

    private String orgId = "";
    private String ownerId = "";
    private String name = "";
    private @Nullable String logo;
    private @Nullable String website;
    private boolean deleted;
    /** Ids of keys; replaced and never changed, as each decision holds on to the one of its moment. */
    private Set<String> cutOffKeys = Set.of();
    private SecurityPolicy policy = SecurityPolicy.NONE;
    private Retention retention = Retention.WHOLE_HISTORY;
    /** By person. */
    private Map<String, Binding> members = new LinkedHashMap<>();
    /** By person; whoever is invited has at most one. */
    private Map<String, PendingInvitation> invitations = new LinkedHashMap<>();

    /** One event's circumstances. */
    record Circumstance(String eventId, Instant at, @Nullable String actorId) {}

    void evolve(OrganizationEvent event) {
        switch (event) {
            case OrganizationEvent.OrgCreated created -> {
                orgId = created.orgId();
                ownerId = created.ownerId();
                describe(created.name(), created.logo(), created.website());
            }
            case OrganizationEvent.OrgUpdated updated -> describe(updated.name(), updated.logo(), updated.website());
            case OrganizationEvent.OrgDeleted gone -> deleted = true;
            case OrganizationEvent.OwnershipTransferred transferred -> ownerId = transferred.ownerId();
            case OrganizationEvent.PolicyChanged changed -> policy = changed.policy();
            case OrganizationEvent.RetentionChanged changed -> retention = changed.retention();
        }
    }

    void evolve(ApiKeyAccessEvent event) {
        Set<String> next = new LinkedHashSet<>(cutOffKeys);
        switch (event) {
            case ApiKeyAccessEvent.ApiKeyCutOff cutOff -> next.add(cutOff.keyId());
            case ApiKeyAccessEvent.ApiKeyRestored restored -> next.remove(restored.keyId());
        }
        cutOffKeys = next;
    }

    void evolve(MemberEvent event, Circumstance when) {
        String person = event.personId();
        switch (event) {
            case MemberEvent.MemberInvited e -> invitations.put(person, new PendingInvitation(e.invitationId(),
                    e.role(), e.expiresAt(), 1, when.at(), e.invitationExpiresAt(), when.actorId()));
            case MemberEvent.MemberJoined e -> bind(person, e.role(), e.expiresAt(), e.invitationId(), when);
            case MemberEvent.RoleChanged e -> bind(person, e.role(), e.expiresAt(), e.invitationId(), when);
            case MemberEvent.MemberRemoved e -> members.remove(person);
            case MemberEvent.MemberLeft e -> members.remove(person);
            case MemberEvent.RoleExpired e -> members.remove(person);
        }
    }

    void evolve(InvitationEvent event, Circumstance when) {
        String person = event.personId();
        switch (event) {
            case InvitationEvent.InvitationChanged e -> invitations.computeIfPresent(person,
                    (id, pending) -> pending.changed(e.role(), e.expiresAt(), when.actorId()));
            case InvitationEvent.InvitationResent e -> invitations.computeIfPresent(person, (id,
                    pending) -> pending.resent(e.sending(), when.at(), e.invitationExpiresAt(), when.actorId()));
            case InvitationEvent.InvitationDeclined e -> invitations.remove(person);
            case InvitationEvent.InvitationRevoked e -> invitations.remove(person);
            case InvitationEvent.InvitationExpired e -> invitations.remove(person);
        }
    }

    String orgId() {
        return orgId;
    }

    String name() {
        return name;
    }

    @Nullable
    String logo() {
        return logo;
    }

    @Nullable
    String website() {
        return website;
    }

    String ownerId() {
        return ownerId;
    }

    boolean deleted() {
        return deleted;
    }

    boolean ownedBy(@Nullable String personId) {
        return ownerId.equals(personId);
    }

    SecurityPolicy policy() {
        return policy;
    }

    Retention retention() {
        return retention;
    }

    /** The members whose role is not over, as they joined. */
    Map<String, Binding> members(Instant now) {
        Map<String, Binding> present = new LinkedHashMap<>(members);
        present.values().removeIf(binding -> binding.expired(now));
        return present;
    }

    /** Whether that key was cut off, and not restored since. */
    boolean cutOff(String keyId) {
        return cutOffKeys.contains(keyId);
    }

    /**
     * What the permission check needs to know about that person.
     *
     * @param facts asked only where the policy asks something of a member: most commands do without
     */
    Standing standing(@Nullable String personId, Function<String, PersonFacts> facts) {
        Binding binding = personId == null ? null : members.get(personId);
        boolean asked = personId != null && binding != null && !deleted && policy.asksOfPeople();
        return new Standing(orgId, deleted, binding, policy, cutOffKeys,
                asked ? facts.apply(personId) : PersonFacts.UNKNOWN);
    }

    /** The role of that person, over or not; null where there is none. */
    @Nullable
    Binding binding(String personId) {
        return members.get(personId);
    }

    /** The role of that person unless it is over. */
    @Nullable
    Binding member(String personId, Instant now) {
        Binding binding = members.get(personId);
        return binding == null || binding.expired(now) ? null : binding;
    }

    /** The invitation of that person, expired or not; null where there is none. */
    @Nullable
    PendingInvitation invitation(String personId) {
        return invitations.get(personId);
    }

    /** All pending invitations by person, expired ones too. */
    Map<String, PendingInvitation> invitations() {
        return Map.copyOf(invitations);
    }

    /** Whether somebody else is a super admin for good. */
    boolean hasLastingSuperAdminBeside(String personId) {
        return members.entrySet().stream().anyMatch(entry -> !entry.getKey().equals(personId)
                && entry.getValue().role() == Role.SUPER_ADMIN && entry.getValue().until() == null);
    }

    private void describe(String newName, @Nullable String newLogo, @Nullable String newWebsite) {
        name = newName;
        logo = newLogo;
        website = newWebsite;
    }

    private void bind(String person, Role role, @Nullable Instant until, @Nullable String invitationId,
            Circumstance when) {
        members.put(person, new Binding(role, when.at(), until, when.eventId()));
        PendingInvitation pending = invitations.get(person);
        if (pending != null && Objects.equals(pending.invitationId(), invitationId)) {
            invitations.remove(person);
        }
    }
}
