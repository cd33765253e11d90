package dev.orgledger.command.platform.idempotency;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.role.Principal;

/**
 * What makes a repeat a repeat.
 *
 * @param caller whose key it is: one credential's keys are no other's
 * @param key {@code Idempotency-Key}
 * @param requestHash SHA-256 of method, path and parameters
 */
public record RequestKey(String caller, String key, String requestHash) {

    /** The key of that request. */
    public static RequestKey of(Principal principal, String key, String request) {
        String caller = switch (principal) {
            case Principal.User user -> user.userId();
            case Principal.ApiKey apiKey -> apiKey.keyId();
            case Principal.Platform platform -> "platform";
            case Principal.CheckKey check -> "check";
            case Principal.System system -> "system";
        };
        return new RequestKey(caller, key, Secret.hash(request));
    }
}
