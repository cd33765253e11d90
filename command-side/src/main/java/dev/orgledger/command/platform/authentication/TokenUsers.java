package dev.orgledger.command.platform.authentication;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.dispatch.AroundCommand;
import dev.orgledger.command.platform.dispatch.CommandExecution;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** The users behind the tokens of an identity provider; the first valid token of a subject registers its user. */
@Component
public class TokenUsers {

    private final JdbcClient jdbc;
    private final CommandExecution commands;

    TokenUsers(JdbcClient jdbc, CommandExecution commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    /**
     * The id of the user that the token is about.
     *
     * @param jwt checked already: signature, issuer, audience, expiry
     * @throws Refusal {@code email_in_use}; {@code invalid_token} when a user is to be registered and the token does not
     *         vouch for an address
     */
    public String userOf(Jwt jwt) {
        TokenClaims claims = TokenClaims.of(jwt);
        return known(claims).orElseGet(() -> register(claims));
    }

    private Optional<String> known(TokenClaims claims) {
        return jdbc.sql("SELECT user_id FROM jwt_subject WHERE issuer = ? AND subject = ?")
                .params(claims.issuer(), claims.subject()).query(String.class).optional();
    }

    private String register(TokenClaims claims) {
        String requestId = Optional.ofNullable(MDC.get("request_id")).orElseGet(() -> UUID.randomUUID().toString());
        RequestContext context = new RequestContext(new Principal.System(), requestId, "", null);
        FirstSignIn signIn = new FirstSignIn(claims);
        try {
            commands.run(context, null, claims.registration(), signIn);
        } catch (Refusal refusal) {
            throw refusal.code() == ErrorCode.USER_ALREADY_EXISTS ? Refusal.of(ErrorCode.EMAIL_IN_USE) : refusal;
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
            userId = known(claims).orElse(null);
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
