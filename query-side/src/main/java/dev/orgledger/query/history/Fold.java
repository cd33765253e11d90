package dev.orgledger.query.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.query.history.PastState.Grant;
import dev.orgledger.query.history.PastState.Invitation;
import dev.orgledger.query.history.PastState.Member;
import dev.orgledger.query.history.PastState.Settings;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;
import dev.orgledger.shared.state.StateChanges;
import dev.orgledger.shared.state.StateRecord;
import dev.orgledger.shared.webhook.WebhookEvent;

/** Makes the state of an organization from its events, one by one in their order. Not for several threads at once. */
final class Fold {

    private final Map<String, Member> members;
    private final Map<String, Invitation> invitations;
    private final Map<String, Instant> activity;
    private StateRecord.@Nullable Organization organization;
    private @Nullable Settings settings;
    private Instant asOf;

    /** From the beginning. */
    Fold() {
        members = new HashMap<>();
        invitations = new HashMap<>();
        activity = new HashMap<>();
        asOf = Instant.MIN;
    }

    /** From that state on. */
    Fold(PastState from) {
        organization = from.organization();
        settings = from.settings();
        members = new HashMap<>(from.members());
        invitations = new HashMap<>(from.invitations());
        activity = new HashMap<>(from.activity());
        asOf = from.asOf();
    }

    static Fold from(@Nullable PastState state) {
        return state == null ? new Fold() : new Fold(state);
    }

    /** How many events went in. */
    long version() {
        return organization == null ? 0 : organization.version();
    }

    int members() {
        return members.size();
    }

    /** The state after the events so far; null before the first. */
    @Nullable
    PastState state() {
        return organization == null || settings == null
                ? null
                : new PastState(organization, settings, members, invitations, activity, asOf);
    }

    void add(LoggedEvent logged) {
        if (!(logged.event() instanceof DomainEvent.OfOrganization event)) {
            throw new IllegalArgumentException("no event of an organization: " + logged.eventId());
        }
        asOf = logged.notBefore(asOf);
        organization = StateChanges.organization(organization, event, logged.at(), logged.place());
        switch (event) {
            case OrganizationEvent own -> settings = settings(own, logged);
            case MemberEvent member -> member(member, logged);
            case InvitationEvent invitation -> invitation(invitation, logged);
            case ApiKeyAccessEvent access -> {
                // The organization's record has it.
            }
            case WebhookEvent webhook -> {
                // Nobody asks for those of the past.
            }
            default -> throw new IllegalStateException("a vocabulary that the past does not know: " + event.getClass());
        }
        if (logged.actor().userId() != null) {
            activity.put(logged.actor().userId(), asOf);
        }
        if (logged.actor().apiKeyId() != null) {
            activity.put(logged.actor().apiKeyId(), asOf);
        }
    }

    private Settings settings(OrganizationEvent event, LoggedEvent logged) {
        if (event instanceof OrgCreated created) {
            return new Settings(created.ownerId(), created.logo(), created.website(), logged.at(), logged.eventId());
        }
        Settings before = settings;
        if (before == null) {
            throw new IllegalStateException("an organization that does not begin with its creation: " + event.orgId());
        }
        return switch (event) {
            case OrgUpdated updated -> new Settings(before.ownerId(), updated.logo(), updated.website(), logged.at(),
                    updated.changed().contains("management_email") ? logged.eventId() : before.contactEvent());
            case OwnershipTransferred moved -> new Settings(moved.ownerId(), before.logo(), before.website(),
                    logged.at(), before.contactEvent());
            case OrgCreated again -> before;
            case OrgDeleted deleted -> touched(before, logged);
            case PolicyChanged changed -> touched(before, logged);
            case RetentionChanged changed -> before;
        };
    }

    private static Settings touched(Settings before, LoggedEvent logged) {
        return new Settings(before.ownerId(), before.logo(), before.website(), logged.at(), before.contactEvent());
    }

    private void member(MemberEvent event, LoggedEvent logged) {
        StateChanges.membership(event, logged.eventId(), logged.at(), logged.place()).ifPresent(change -> {
            if (change.value() == null) {
                members.remove(change.userId());
            } else {
                members.put(change.userId(),
                        new Member(change.value(), joinedAt(event, logged), grant(event, logged)));
            }
        });
        switch (event) {
            case MemberInvited invited -> invitations.put(invited.invitationId(),
                    new Invitation(invited.invitationId(), invited.personId(), invited.role(), invited.expiresAt(),
                            invited.invitationExpiresAt(), logged.at(), direct(logged)));
            case MemberJoined joined -> used(joined.invitationId());
            case RoleChanged changed -> used(changed.invitationId());
            case MemberRemoved removed -> {
                // The membership alone; likewise the others.
            }
            case MemberLeft left -> {
            }
            case RoleExpired expired -> {
            }
        }
    }

    private Instant joinedAt(MemberEvent event, LoggedEvent logged) {
        Member before = members.get(event.personId());
        return event instanceof RoleChanged && before != null ? before.joinedAt() : logged.at();
    }

    /** The person accepted; the right is of whoever invited. */
    private Grant grant(MemberEvent event, LoggedEvent logged) {
        Invitation used = switch (event) {
            case MemberJoined joined -> open(joined.invitationId());
            case RoleChanged changed -> open(changed.invitationId());
            default -> null;
        };
        return used == null
                ? direct(logged)
                : new Grant(logged.eventId(), used.grant().actor(), used.grant().eventId());
    }

    private @Nullable Invitation open(@Nullable String invitationId) {
        return invitationId == null ? null : invitations.get(invitationId);
    }

    private void used(@Nullable String invitationId) {
        if (invitationId != null) {
            invitations.remove(invitationId);
        }
    }

    private static Grant direct(LoggedEvent logged) {
        return new Grant(logged.eventId(), logged.actor(), null);
    }

    private void invitation(InvitationEvent event, LoggedEvent logged) {
        switch (event) {
            case InvitationChanged changed -> invitations.computeIfPresent(changed.invitationId(),
                    (id, before) -> new Invitation(id, before.personId(), changed.role(), changed.expiresAt(),
                            before.invitationExpiresAt(), before.createdAt(), direct(logged)));
            case InvitationResent resent -> invitations.computeIfPresent(resent.invitationId(),
                    (id, before) -> new Invitation(id, before.personId(), before.role(), before.expiresAt(),
                            resent.invitationExpiresAt(), before.createdAt(), before.grant()));
            case InvitationDeclined declined -> used(declined.invitationId());
            case InvitationRevoked revoked -> used(revoked.invitationId());
            case InvitationExpired expired -> used(expired.invitationId());
        }
    }
}
