package dev.orgledger.command.apikey;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;

/** What can be asked of an organization about the keys of its members. */
public sealed interface KeyAccessCommand extends Command {

    /** The organization. */
    String orgId();

    /** The key. */
    String keyId();

    @Override
    default String target() {
        return orgId();
    }

    @Override
    default ErrorCode whenUnknown() {
        return ErrorCode.ORGANIZATION_NOT_FOUND;
    }

    /** Lets that key in no more. Answered by nothing. */
    record CutOffApiKey(@TargetAggregateIdentifier String orgId, String keyId,
            Principal by) implements KeyAccessCommand {}

    /** Lets a key in again that was cut off. Answered by nothing. */
    record RestoreApiKey(@TargetAggregateIdentifier String orgId, String keyId,
            Principal by) implements KeyAccessCommand {}
}
