package dev.orgledger.command.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.command.value.Change;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** What can be asked about an API key. */
public sealed interface ApiKeyCommand extends Command {

    /** The key. */
    String keyId();

    @Override
    default String target() {
        return keyId();
    }

    @Override
    default ErrorCode whenUnknown() {
        return ErrorCode.APIKEY_NOT_FOUND;
    }

    /**
     * By its owner, or by the platform for anyone. Whether the owner belongs to {@code limitedToOrgs} is asked before.
     * Answered by {@link Created}.
     *
     * @param keyId fresh
     * @param userId the owner
     * @param secretHash {@link dev.orgledger.shared.credential.Secret#hash()} of the secret, which stays with the caller
     * @param expiresAt its end; null is never
     * @param limitedToOrgs null is all
     * @param maxRole null is no limit
     */
    record CreateApiKey(@TargetAggregateIdentifier String keyId, String userId, ApiKeyName name, String secretHash,
            @Nullable Instant expiresAt, @Nullable Set<String> limitedToOrgs, @Nullable Role maxRole,
            Principal by) implements ApiKeyCommand {}

    /** By its owner. The name cannot be cleared. Answered by nothing. */
    record UpdateApiKey(@TargetAggregateIdentifier String keyId, Change<ApiKeyName> name, Change<Instant> expiresAt,
            Principal by) implements ApiKeyCommand {}

    /**
     * By its owner. Answered by nothing.
     *
     * @param secretHash of the next secret
     * @param grace how long the present one goes on working; zero ends it at once
     */
    record RotateApiKey(@TargetAggregateIdentifier String keyId, String secretHash, Duration grace,
            Principal by) implements ApiKeyCommand {}

    /** By its owner. Answered by nothing. */
    record RevokeApiKey(@TargetAggregateIdentifier String keyId, Principal by) implements ApiKeyCommand {}

    /** Answer: the key works. */
    record Created(String keyId, @Nullable Instant expiresAt) {}
}
