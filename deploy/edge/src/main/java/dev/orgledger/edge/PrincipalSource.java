package dev.orgledger.edge;

import java.util.Optional;

import org.springframework.security.oauth2.jwt.Jwt;

import jakarta.servlet.http.HttpServletRequest;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.role.Principal;

/**
 * How one side finds out who a credential belongs to. In a process with both sides each request is answered by the
 * source that serves it; exactly one must.
 */
public interface PrincipalSource {

    /** Whether this side answers that request. */
    boolean serves(HttpServletRequest request);

    /** The principal of a well-formed API key; empty for one that is unknown, revoked or expired. */
    Optional<Principal> ofApiKey(Secret apiKey);

    /**
     * The user of a JWT whose signature, issuer, audience and expiry were checked; a first one registers its user.
     *
     * @throws dev.orgledger.shared.refusal.Refusal {@code email_in_use}, {@code invalid_token}
     */
    Principal ofJwt(Jwt jwt);
}
