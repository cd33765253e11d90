package dev.orgledger.command.organization;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.value.Change;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;

/** What somebody wants an organization to ask from now on. A field that is cleared asks for nothing any more. */
record SecurityWish(Change<Boolean> enforcing2fa, Change<Passwords> passwordPolicy,
        Change<Boolean> enforceHashedApiKeys,
        Change<Boolean> requireApikeyExpiration, Change<Integer> maxApikeyExpirationDays) {

    /** The same of passwords; null keeps. */
    record Passwords(@Nullable Boolean enabled, @Nullable Integer minLength, @Nullable Boolean requireUppercase,
            @Nullable Boolean requireNumber, @Nullable Boolean requireSpecial) {

        private PasswordPolicy over(PasswordPolicy present) {
            return new PasswordPolicy(either(enabled, present.enabled()),
                    minLength == null ? present.minLength() : minLength,
                    either(requireUppercase, present.requireUppercase()),
                    either(requireNumber, present.requireNumber()), either(requireSpecial, present.requireSpecial()));
        }

        private static boolean either(@Nullable Boolean wished, boolean present) {
            return wished == null ? present : wished;
        }
    }

    /** The policy from now on, where {@code present} is the one until now. */
    SecurityPolicy over(SecurityPolicy present) {
        return new SecurityPolicy(flag(enforcing2fa, present.enforcing2fa()), passwords(present.passwordPolicy()),
                flag(enforceHashedApiKeys, present.enforceHashedApiKeys()),
                flag(requireApikeyExpiration, present.requireApikeyExpiration()),
                maxApikeyExpirationDays.over(present.maxApikeyExpirationDays()));
    }

    private PasswordPolicy passwords(PasswordPolicy present) {
        return switch (passwordPolicy) {
            case Change.Keep<Passwords> keep -> present;
            case Change.Set<Passwords>(Passwords wished) ->
                wished == null ? SecurityPolicy.NONE.passwordPolicy() : wished.over(present);
        };
    }

    private static boolean flag(Change<Boolean> change, boolean present) {
        return Boolean.TRUE.equals(change.over(present));
    }
}
