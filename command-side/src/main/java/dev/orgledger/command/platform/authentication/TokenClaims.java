package dev.orgledger.command.platform.authentication;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** What a token says about its user. */
record TokenClaims(String issuer, String subject, Jwt jwt) {

    /** Methods of RFC 8176, by the kind of factor that they prove. */
    private static final List<Set<String>> FACTORS = List.of(Set.of("pwd", "pin", "kba"),
            Set.of("otp", "sms", "tel", "hwk", "swk", "sc", "pop"), Set.of("fpt", "face", "iris", "retina", "vbm"));

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
                lenient("picture", typed -> HttpsUrl.parse(typed, ErrorCode.INVALID_IMAGE_URL)), twoFactor(),
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

    private boolean twoFactor() {
        Set<String> methods = new HashSet<>(
                jwt.getClaim("amr") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of());
        long kinds = FACTORS.stream().filter(factor -> factor.stream().anyMatch(methods::contains)).count();
        return methods.contains("mfa") || kinds > 1;
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
