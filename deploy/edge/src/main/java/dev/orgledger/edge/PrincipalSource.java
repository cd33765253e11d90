package dev.orgledger.edge;

import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.security.oauth2.jwt.Jwt;

import jakarta.servlet.http.HttpServletRequest;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.role.Principal;

/**
 * What one side knows of those who come: who a credential belongs to, and where they take part. In a process with both sides each request is answered by the
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

    /**
     * The version of that organization, if that principal takes part in it at this moment; empty for a stranger to it, and
     * where there is no such organization.
     */
    OptionalLong versionFor(Principal member, String orgId);
}
