package dev.orgledger.shared.member;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;
import dev.orgledger.shared.role.Role;

/** Who belongs to an organization, in which role. */
public sealed interface MemberEvent extends DomainEvent.OfOrganization {

    /** The person whom the event is about. */
    String personId();

    /**
     * A person was invited; a mail follows.
     *
     * @param personId kept as user id when the person registers later
     * @param expiresAt end of the role; null is no end
     * @param invitationExpiresAt end of the invitation
     */
    @WireType("member.invited")
    record MemberInvited(String orgId, String invitationId, String personId, Role role, @Nullable Instant expiresAt,
            Instant invitationExpiresAt) implements MemberEvent {}

    /**
     * A person became a member: as founder, by accepting, or by provisioning.
     *
     * @param invitationId the invitation that is used up by it; null where there was none
     */
    @WireType("member.joined")
    record MemberJoined(String orgId, String personId, Role role, @Nullable Instant expiresAt,
            @Nullable String invitationId) implements MemberEvent {}

    /**
     * A member's role or its end date changed.
     *
     * @param invitationId the invitation that is used up by it, when a member accepts one; else null
     */
    @WireType("member.role_changed")
    record RoleChanged(String orgId, String personId, Role role, @Nullable Instant expiresAt, Role previousRole,
            @Nullable Instant previousExpiresAt, @Nullable String invitationId) implements MemberEvent {}

    /** Somebody ended a membership. */
    @WireType("member.removed")
    record MemberRemoved(String orgId, String personId, Role role) implements MemberEvent {}

    /** A member ended the own membership. */
    @WireType("member.left")
    record MemberLeft(String orgId, String personId, Role role) implements MemberEvent {}

    /** A role reached its end date, and the membership ended with it. */
    @WireType("role.expired")
    record RoleExpired(String orgId, String personId, Role role, Instant expiresAt) implements MemberEvent {}
}
