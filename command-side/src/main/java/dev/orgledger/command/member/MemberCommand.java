package dev.orgledger.command.member;

import java.time.Instant;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** What can be asked about who belongs to an organization. */
public sealed interface MemberCommand extends Command {

    /** The organization. */
    String orgId();

    @Override
    default String target() {
        return orgId();
    }

    @Override
    default ErrorCode whenUnknown() {
        return ErrorCode.ORGANIZATION_NOT_FOUND;
    }

    /**
     * Answered by {@link Invited}.
     *
     * @param invitationId fresh
     * @param expiresAt end of the role; null is none
     */
    record InviteMember(@TargetAggregateIdentifier String orgId, String invitationId, EmailAddress email, Role role,
            @Nullable PersonName firstName, @Nullable PersonName lastName, @Nullable Instant expiresAt,
            Principal by) implements MemberCommand {}

    /** Makes a registered user a member without asking, by the platform. Answered by {@link Changed}. */
    record ProvisionMember(@TargetAggregateIdentifier String orgId, EmailAddress email, Role role,
            @Nullable Instant expiresAt, Principal by) implements MemberCommand {}

    /** Of a member or of a pending invitation. Answered by {@link Changed}. The role cannot be cleared. */
    record ChangeMember(@TargetAggregateIdentifier String orgId, EmailAddress email, Change<Role> role,
            Change<Instant> expiresAt, Principal by) implements MemberCommand {}

    /** Removes somebody, or oneself, which is leaving. Answered by nothing. */
    record RemoveMember(@TargetAggregateIdentifier String orgId, EmailAddress email,
            Principal by) implements MemberCommand {}

    /** By the system, when a role's end date has come; does nothing when it has not. Answered by nothing. */
    record ExpireRole(@TargetAggregateIdentifier String orgId, String personId,
            Principal by) implements MemberCommand {}

    /** Answer: an invitation is on its way. */
    record Invited(String invitationId, String email, Role role, @Nullable Instant expiresAt,
            Instant invitationExpiresAt) {}

    /**
     * Answer: the role from now on.
     *
     * @param userId null for a pending invitation
     * @param email as the person's row has it
     */
    record Changed(@Nullable String userId, String email, Role role, @Nullable Instant expiresAt) {}
}
