package dev.orgledger.shared.invitation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;
import dev.orgledger.shared.role.Role;

/** What happens to an invitation between {@code member.invited} and its end; accepting it is {@code member.joined}. */
public sealed interface InvitationEvent extends DomainEvent.OfOrganization {

    /** The invitation. */
    String invitationId();

    /** Whom it invites. */
    String personId();

    /** The invited role or its end date changed. */
    @WireType("invitation.changed")
    record InvitationChanged(String orgId, String invitationId, String personId, Role role, @Nullable Instant expiresAt,
            Role previousRole, @Nullable Instant previousExpiresAt) implements InvitationEvent {}

    /** The invited person said no. */
    @WireType("invitation.declined")
    record InvitationDeclined(String orgId, String invitationId, String personId) implements InvitationEvent {}

    /** The organization took it back. */
    @WireType("invitation.revoked")
    record InvitationRevoked(String orgId, String invitationId, String personId) implements InvitationEvent {}

    /**
     * It was sent again with a new token; the old one is void.
     *
     * @param sending number of this sending; the first, by {@code member.invited}, is 1
     */
    @WireType("invitation.resent")
    record InvitationResent(String orgId, String invitationId, String personId, int sending,
            Instant invitationExpiresAt, Instant previousInvitationExpiresAt) implements InvitationEvent {}

    /** Nobody answered in time. */
    @WireType("invitation.expired")
    record InvitationExpired(String orgId, String invitationId, String personId) implements InvitationEvent {}
}
