package dev.orgledger.shared.role;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Principal.ApiKey;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;

/**
 * THE rule of who may ask for what in an organization: a pure function of the catalogue, the binding, the key's limits
 * and the time. Both sides and other services decide with it; the rules that depend on the organization's further state
 * ("keeps a super admin") stand beside the aggregate.
 */
public final class Authorizer {

    private final RoleCatalog catalog;

    public Authorizer(RoleCatalog catalog) {
        this.catalog = catalog;
    }

    /** The authorizer over the standard catalogue. */
    public static Authorizer standard() {
        return new Authorizer(RoleCatalog.standard());
    }

    /**
     * What is known of the organization that is asked about.
     *
     * @param orgId its id
     * @param deleted whether it has been deleted, which ends every right in it
     * @param binding the role of the principal's person in it; null where there is none
     * @param policy what it asks of whoever comes in
     * @param cutOffKeys ids of the keys that it does not let in
     * @param facts what is known of the principal's person
     */
    public record Standing(String orgId, boolean deleted, @Nullable Binding binding, SecurityPolicy policy,
            Set<String> cutOffKeys, PersonFacts facts) {

        /** Of a person in an organization that asks for nothing. */
        public Standing(String orgId, boolean deleted, @Nullable Binding binding) {
            this(orgId, deleted, binding, SecurityPolicy.NONE, Set.of(), PersonFacts.UNKNOWN);
        }
    }

    /**
     * Decides for a person or one of a person's keys. The platform key is no part of an organization: where it may act,
     * the end point says so by itself.
     */
    public Decision decide(Principal principal, Standing standing, Permission permission, Instant now) {
        Decision entry = comesIn(principal, standing, now);
        if (!(entry instanceof Allowed allowed)) {
            return entry;
        }
        if (!catalog.allows(allowed.role(), permission)) {
            return new Denied(Reason.ROLE_LACKS_PERMISSION, allowed.role());
        }
        if (principal instanceof ApiKey key && key.limits().maxRole() != null
                && !catalog.allows(key.limits().maxRole(), permission)) {
            return new Denied(Reason.KEY_LIMITED, allowed.role());
        }
        return allowed;
    }

    /** The same for a permission by its wire name; an unknown one is denied. */
    public Decision decide(Principal principal, Standing standing, String permission, Instant now) {
        return Permission.of(permission).map(known -> decide(principal, standing, known, now))
                .orElseGet(() -> new Denied(Reason.UNKNOWN_PERMISSION,
                        takesPart(principal, standing, now) instanceof Allowed allowed ? allowed.role() : null));
    }

    /**
     * Whether the organization lets the principal do anything at all in it: whoever takes part, by a key that ends where it
     * asks for that, and complies with its policy.
     */
    public Decision comesIn(Principal principal, Standing standing, Instant now) {
        Decision part = takesPart(principal, standing, now);
        if (!(part instanceof Allowed allowed)) {
            return part;
        }
        if (principal instanceof ApiKey key && !standing.policy().letsIn(key.limits().expiresAt())) {
            return new Denied(Reason.EXPIRING_KEY_REQUIRED, allowed.role());
        }
        return standing.policy().missing(standing.facts()).isEmpty()
                ? allowed
                : new Denied(Reason.SECURITY_POLICY, allowed.role());
    }

    /** Whether the principal has any part in the organization: what stands between a 403 and a 404. */
    public Decision takesPart(Principal principal, Standing standing, Instant now) {
        Binding binding = standing.binding();
        if (binding == null) {
            return new Denied(Reason.NOT_A_MEMBER, null);
        }
        if (standing.deleted()) {
            return new Denied(Reason.ORGANIZATION_DELETED, null);
        }
        if (principal instanceof ApiKey key) {
            if (key.limits().expired(now)) {
                return new Denied(Reason.KEY_NOT_VALID, null);
            }
            if (!key.limits().reaches(standing.orgId()) || standing.cutOffKeys().contains(key.keyId())) {
                return new Denied(Reason.KEY_LIMITED, null);
            }
        }
        if (binding.expired(now)) {
            return new Denied(Reason.ROLE_EXPIRED, binding.role());
        }
        return new Allowed(binding.role(), binding.grantedBy());
    }
}
