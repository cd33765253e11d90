package dev.orgledger.command.platform.authentication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.dispatch.AroundCommand;
import dev.orgledger.command.platform.dispatch.CommandExecution;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.user.UserCommand.UpdateUser;
import dev.orgledger.edge.CurrentRequest;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** The users behind the tokens of an identity provider; the first valid token of a subject registers its user. */
@Component
public class TokenUsers {

    private record Known(String userId, boolean twoFactorEnabled, @Nullable Instant twoFactorChangedAt) {}

    private final JdbcClient jdbc;
    private final CommandExecution commands;
    private final ErasedSubjects erased;

    TokenUsers(JdbcClient jdbc, CommandExecution commands, ErasedSubjects erased) {
        this.erased = erased;
        this.jdbc = jdbc;
        this.commands = commands;
    }

    /**
     * The id of the user that the token is about.
     *
     * @param jwt checked already: signature, issuer, audience, expiry
     * @throws Refusal {@code email_in_use}; {@code invalid_token} when a user is to be registered and the token does not
     *         vouch for an address, or when it is from before the erasure of a user of its subject
     */
    public String userOf(Jwt jwt) {
        TokenClaims claims = TokenClaims.of(jwt);
        erased.check(claims);
        Optional<Known> known = known(claims);
        if (known.isEmpty()) {
            return register(claims);
        }
        learn(known.get(), claims);
        return known.get().userId();
    }

    private Optional<Known> known(TokenClaims claims) {
        return jdbc.sql("""
                SELECT s.user_id, p.two_factor_enabled, p.two_factor_changed_at
                FROM jwt_subject s LEFT JOIN person p ON p.person_id = s.user_id
                WHERE s.issuer = ? AND s.subject = ?""").params(claims.issuer(), claims.subject())
                .query(TokenUsers::known).optional();
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        OffsetDateTime changedAt = row.getObject("two_factor_changed_at", OffsetDateTime.class);
        return new Known(row.getString("user_id"), row.getBoolean("two_factor_enabled"),
                changedAt == null ? null : changedAt.toInstant());
    }

    /**
     * A token without a second factor takes nothing back: it tells of one sign-in, not of what the user has. The platform
     * takes back, and an older token does not undo that.
     */
    private void learn(Known known, TokenClaims claims) {
        if (!known.twoFactorEnabled() && claims.secondFactorSince(known.twoFactorChangedAt())) {
            commands.run(context(), null, UpdateUser.secondFactor(known.userId()), (nothing, stored) -> {
            });
        }
    }

    private static RequestContext context() {
        String requestId = CurrentRequest.id().orElseGet(() -> UUID.randomUUID().toString());
        return new RequestContext(new Principal.System(), requestId, "", null);
    }

    private String register(TokenClaims claims) {
        FirstSignIn signIn = new FirstSignIn(claims);
        try {
            commands.run(context(), null, claims.registration(), signIn);
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.USER_ALREADY_EXISTS) {
                throw refusal;
            }
            // Another request with the same token may have been faster after the look-up: then it is the same user.
            return known(claims).map(Known::userId).orElseThrow(() -> Refusal.of(ErrorCode.EMAIL_IN_USE));
        }
        return signIn.userId();
    }

    /** Ties subject and user together, in the transaction that registers the user. */
    private final class FirstSignIn implements AroundCommand<Registered> {

        private final TokenClaims claims;
        private @Nullable String userId;

        FirstSignIn(TokenClaims claims) {
            this.claims = claims;
        }

        /** Another request with the same token may have been faster. */
        @Override
        public boolean before() {
            // There may have been an erasure since the look-up, too.
            erased.check(claims);
            userId = known(claims).map(Known::userId).orElse(null);
            return userId == null;
        }

        @Override
        public void after(Registered result, Stored stored) {
            jdbc.sql("INSERT INTO jwt_subject (issuer, subject, user_id) VALUES (?, ?, ?)")
                    .params(claims.issuer(), claims.subject(), result.userId()).update();
            userId = result.userId();
        }

        String userId() {
            if (userId == null) {
                throw new IllegalStateException("a registration ended without a user");
            }
            return userId;
        }
    }
}
