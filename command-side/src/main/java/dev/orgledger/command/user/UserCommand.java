package dev.orgledger.command.user;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;

/** What can be asked about a person. */
public sealed interface UserCommand extends Command {

    @Override
    default @Nullable String target() {
        return switch (this) {
            case RegisterUser fresh -> null;
            case UpdateUser update -> update.userId();
            case EraseUser erase -> erase.userId();
        };
    }

    @Override
    default ErrorCode whenUnknown() {
        return ErrorCode.USER_NOT_FOUND;
    }

    /**
     * By the platform, or by the system at a first sign-in. Whoever was invited before keeps the person id as user id;
     * else a fresh one is made. Answered by {@link Registered}.
     */
    record RegisterUser(EmailAddress email, @Nullable PersonName firstName, @Nullable PersonName lastName,
            @Nullable HttpsUrl imageUrl, boolean twoFactorEnabled, Principal by) implements UserCommand {}

    /**
     * By the platform, of oneself the names and the picture only, or by the system of what a token says. Answered by nothing.
     */
    record UpdateUser(@TargetAggregateIdentifier String userId, Change<PersonName> firstName,
            Change<PersonName> lastName, Change<HttpsUrl> imageUrl, Change<Boolean> twoFactorEnabled,
            Change<PasswordFacts> passwordFacts, Principal by) implements UserCommand {

        /** The user is known to sign in with a second factor. */
        public static UpdateUser secondFactor(String userId) {
            return new UpdateUser(userId, Change.keep(), Change.keep(), Change.keep(), Change.to(true), Change.keep(),
                    new Principal.System());
        }

        /** Whether it says how the user signs in. */
        boolean reportsFacts() {
            return !(twoFactorEnabled instanceof Change.Keep<Boolean>)
                    || !(passwordFacts instanceof Change.Keep<PasswordFacts>);
        }
    }

    /** By oneself or the platform, of somebody who is only invited, too. Answered by {@link Erased}. */
    record EraseUser(@TargetAggregateIdentifier String userId, Principal by) implements UserCommand {}

    /** Answer: the person is a user of that id. */
    record Registered(String userId) {}

    /**
     * Answer: the person is forgotten.
     *
     * @param certificate id of the event that says so
     */
    record Erased(String userId, String certificate) {}
}
