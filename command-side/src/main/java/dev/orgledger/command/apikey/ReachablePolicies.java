package dev.orgledger.command.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.orgledger.command.member.Memberships;
import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;

/** What the organizations that a key can reach ask of keys. */
@Component
class ReachablePolicies {

    private final Memberships memberships;
    private final BiFunction<String, String, Standing> standings;
    private final Clock clock;

    @Autowired
    ReachablePolicies(Memberships memberships, OrganizationCheck access, Clock clock) {
        this(memberships, access::standing, clock);
    }

    /**
     * @param standings where a person stands in an organization, the organization first; refuses one that never was
     */
    ReachablePolicies(Memberships memberships, BiFunction<String, String, Standing> standings, Clock clock) {
        this.memberships = memberships;
        this.standings = standings;
        this.clock = clock;
    }

    /**
     * Refuses an end that one of them does not allow.
     *
     * @param limitedToOrgs the organizations that the key is limited to; null is all of its owner's
     * @param expiresAt the key's end from now on; null is none
     */
    void check(String owner, @Nullable Set<String> limitedToOrgs, @Nullable Instant expiresAt) {
        Instant now = clock.instant();
        Collection<String> orgs = limitedToOrgs == null ? memberships.of(owner) : limitedToOrgs;
        List<SecurityPolicy> policies = orgs.stream().flatMap(orgId -> policy(orgId, owner, now).stream()).toList();
        AKeyEndsWhereAnOrganizationAsksForIt.check(policies, expiresAt, now);
    }

    /** The policy of that organization; empty where the owner has no part in it now. */
    private Optional<SecurityPolicy> policy(String orgId, String owner, Instant now) {
        try {
            Standing standing = standings.apply(orgId, owner);
            boolean takesPart = !standing.deleted() && standing.binding() != null && !standing.binding().expired(now);
            return takesPart ? Optional.of(standing.policy()) : Optional.empty();
        } catch (Refusal unknown) {
            return Optional.empty();
        }
    }
}
