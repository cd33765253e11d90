package dev.orgledger.command.invitation;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** What can be asked about an invitation that was sent. */
public sealed interface InvitationCommand extends Command {

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
     * By the invited user. Answered by {@link Accepted}.
     *
     * @param sending the sending whose token was shown; null when the invitation was named by its id
     */
    record AcceptInvitation(@TargetAggregateIdentifier String orgId, String invitationId, @Nullable Integer sending,
            Principal by) implements InvitationCommand {}

    /** By the invited user. Answered by nothing; parameters as for {@link AcceptInvitation}. */
    record DeclineInvitation(@TargetAggregateIdentifier String orgId, String invitationId, @Nullable Integer sending,
            Principal by) implements InvitationCommand {}

    /** Sends it again, with a new token. Answered by nothing. */
    record ResendInvitation(@TargetAggregateIdentifier String orgId, EmailAddress email,
            Principal by) implements InvitationCommand {}

    /** Takes it back. Answered by nothing. */
    record RevokeInvitation(@TargetAggregateIdentifier String orgId, EmailAddress email,
            Principal by) implements InvitationCommand {}

    /** By the system, when its time is over; does nothing when it is not. Answered by nothing. */
    record ExpireInvitation(@TargetAggregateIdentifier String orgId, String invitationId,
            Principal by) implements InvitationCommand {}

    /** Answer: the user is a member, in that role. */
    record Accepted(String orgId, Role role) {}
}
