package dev.orgledger.command.platform.authentication;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.edge.SecondFactor;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** What a token says about its user. */
record TokenClaims(String issuer, String subject, Jwt jwt) {

    static TokenClaims of(Jwt jwt) {
        String subject = jwt.getSubject();
        if (subject == null || subject.isBlank()) {
            throw Refusal.of(ErrorCode.INVALID_TOKEN);
        }
        String issuer = jwt.getClaimAsString("iss");
        return new TokenClaims(issuer == null ? "" : issuer, subject, jwt);
    }

    /** The wish to register this user; names and picture that are no such thing are left out. */
    RegisterUser registration() {
        return new RegisterUser(verifiedAddress(),
                lenient("given_name", typed -> PersonName.parse(typed, "first_name")),
                lenient("family_name", typed -> PersonName.parse(typed, "last_name")),
                lenient("picture", typed -> HttpsUrl.parse(typed, ErrorCode.INVALID_IMAGE_URL)), SecondFactor.in(jwt),
                new Principal.System());
    }

    private EmailAddress verifiedAddress() {
        String email = text("email");
        if (email == null || !"true".equals(text("email_verified"))) {
            throw Refusal.of(ErrorCode.INVALID_TOKEN).saying("The token carries no verified e-mail address");
        }
        try {
            return EmailAddress.parse(email);
        } catch (Refusal invalid) {
            throw Refusal.of(ErrorCode.INVALID_TOKEN).saying("The token carries no valid e-mail address");
        }
    }

    /**
     * Whether it tells of a second factor later than that.
     *
     * @param changedAt when somebody last said otherwise; null is never
     */
    boolean secondFactorSince(@Nullable Instant changedAt) {
        Instant issuedAt = jwt.getIssuedAt();
        return SecondFactor.in(jwt) && (changedAt == null || issuedAt != null && issuedAt.isAfter(changedAt));
    }

    private <T> @Nullable T lenient(String claim, Function<String, @Nullable T> parse) {
        try {
            return Optional.ofNullable(text(claim)).map(parse).orElse(null);
        } catch (Refusal unusable) {
            // The provider's idea of a name must not keep its user out.
            return null;
        }
    }

    /** Booleans too: some providers write {@code email_verified} as a word. */
    private @Nullable String text(String claim) {
        Object value = jwt.getClaims().get(claim);
        return value instanceof String || value instanceof Boolean ? value.toString() : null;
    }
}
