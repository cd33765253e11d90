package dev.orgledger.edge;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.security.oauth2.jwt.Jwt;

/** Whether the sign-in behind a token took two factors: {@code amr}, RFC 8176. */
public final class SecondFactor {

    private static final String SEVERAL = "mfa";
    /** The methods by the kind of factor that they prove. */
    private static final List<Set<String>> FACTORS = List.of(Set.of("pwd", "pin", "kba"),
            Set.of("otp", "sms", "tel", "hwk", "swk", "sc", "pop"), Set.of("fpt", "face", "iris", "retina", "vbm"));

    private SecondFactor() {
    }

    /** Whether {@code amr} says {@code mfa}, or names methods of two different factors. */
    public static boolean in(Jwt jwt) {
        Set<String> methods = jwt.getClaim("amr") instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
        long kinds = FACTORS.stream().filter(factor -> factor.stream().anyMatch(methods::contains)).count();
        return methods.contains(SEVERAL) || kinds > 1;
    }
}
