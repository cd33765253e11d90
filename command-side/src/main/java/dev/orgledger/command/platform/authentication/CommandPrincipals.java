package dev.orgledger.command.platform.authentication;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import jakarta.servlet.http.HttpServletRequest;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.edge.PrincipalSource;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.role.Principal;

/** Answers for everything that changes something, from the command side's own tables: a revocation works at once. */
@Component
class CommandPrincipals implements PrincipalSource {

    private final ApiKeys keys;
    private final TokenUsers tokenUsers;
    private final OrganizationCheck organizations;
    private final Clock clock;

    CommandPrincipals(ApiKeys keys, TokenUsers tokenUsers, OrganizationCheck organizations, Clock clock) {
        this.keys = keys;
        this.tokenUsers = tokenUsers;
        this.organizations = organizations;
        this.clock = clock;
    }

    @Override
    public boolean serves(HttpServletRequest request) {
        String method = request.getMethod();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean read = HttpMethod.GET.matches(method) || HttpMethod.HEAD.matches(method);
        // Reads of webhooks, too: their deliveries stand in this side's store alone.
        return below(path, "/webhooks") || !read && !below(path, "/authorization");
    }

    private static boolean below(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    @Override
    public Optional<Principal> ofApiKey(Secret apiKey) {
        Instant now = clock.instant();
        return keys.byHash(apiKey.hash(), now).filter(key -> !key.limits().expired(now))
                .map(key -> new Principal.ApiKey(key.keyId(), key.userId(), key.limits()));
    }

    @Override
    public Principal ofJwt(Jwt jwt) {
        return new Principal.User(tokenUsers.userOf(jwt));
    }

    @Override
    public OptionalLong versionFor(Principal member, String orgId) {
        return organizations.versionFor(member, orgId);
    }
}
