package dev.orgledger.query.authorization;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.authorization.AccessState.Stand;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/** Lets a read of an organization pass, or refuses it as contract section 1 says. */
@Component
public class ReadAccess {

    private final AccessState state;
    private final Clock clock;
    private final Authorizer authorizer = Authorizer.standard();
    private final RoleCatalog catalog = RoleCatalog.standard();

    ReadAccess(AccessState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * Refuses, in this order, whoever has no part in that organization, which must be named (404), comes by a key that it
     * does not let in (401), does not meet its policy (403), or lacks the permission (403).
     *
     * @return the organization's id
     */
    public String require(Principal principal, @Nullable String orgId, Permission permission) {
        String named = named(orgId);
        Standing standing = state.stand(named, principal.personId()).map(Stand::standing)
                .orElse(new Standing(named, false, null));
        if (principal instanceof Principal.Platform && state.exists(named)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED).with("permission", permission.key());
        }
        return decide(principal, standing, permission);
    }

    /**
     * The same for the audit log, which the platform key may always read, and former super admins after the end of the
     * organization, whose last policy still holds for them.
     */
    public String requireAudit(Principal principal, @Nullable String orgId) {
        String named = named(orgId);
        Standing standing = state.stand(named, principal.personId()).map(Stand::standing)
                .orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
        if (principal instanceof Principal.Platform) {
            return named;
        }
        return decide(principal, forAudit(standing), Permission.ORG_READ_AUDIT);
    }

    /** Whether {@link #requireAudit} lets the principal pass. */
    public boolean mayAudit(Principal principal, String orgId) {
        return state.stand(orgId, principal.personId()).map(Stand::standing)
                .filter(standing -> principal instanceof Principal.Platform || authorizer
                        .decide(principal, forAudit(standing), Permission.ORG_READ_AUDIT, clock.instant()).allowed())
                .isPresent();
    }

    private static Standing forAudit(Standing standing) {
        Binding binding = standing.binding();
        boolean former = standing.deleted() && binding != null && binding.role() == Role.SUPER_ADMIN;
        return former
                ? new Standing(standing.orgId(), false, binding, standing.policy(), standing.cutOffKeys(),
                        standing.facts())
                : standing;
    }

    private String decide(Principal principal, Standing standing, Permission permission) {
        Decision decision = authorizer.decide(principal, standing, permission, clock.instant());
        if (decision instanceof Denied denied) {
            throw switch (denied.reason()) {
                case EXPIRING_KEY_REQUIRED -> Refusal.of(ErrorCode.ORG_REQUIRES_EXPIRING_KEY);
                case SECURITY_POLICY -> Refusal.of(ErrorCode.SECURITY_POLICY_NOT_MET).with("missing",
                        standing.policy().missingWords(standing.facts()));
                default -> refusal(principal, permission, denied.reason(), denied.role());
            };
        }
        return standing.orgId();
    }

    /** Whether that organization lets the principal do anything in it: see that it is there, a member always may. */
    public boolean comesIn(Principal principal, String orgId) {
        return state.stand(orgId, principal.personId())
                .filter(stand -> authorizer.comesIn(principal, stand.standing(), clock.instant()).allowed())
                .isPresent();
    }

    private static String named(@Nullable String orgId) {
        if (orgId == null || orgId.isBlank()) {
            throw Refusal.of(ErrorCode.ORG_ID_REQUIRED);
        }
        return orgId;
    }

    private Refusal refusal(Principal principal, Permission permission, Reason reason, @Nullable Role role) {
        if (role == null || reason != Reason.ROLE_LACKS_PERMISSION && reason != Reason.KEY_LIMITED) {
            return Refusal.of(reason == Reason.KEY_NOT_VALID
                    ? ErrorCode.INVALID_API_KEY
                    : ErrorCode.ORGANIZATION_NOT_FOUND);
        }
        Role required = catalog.lowestWith(permission);
        return Refusal.of(ErrorCode.PERMISSION_DENIED).saying(sentence(permission, required))
                .with("permission", permission.key()).with("your_role", catalog.acting(principal, role).word())
                .with("required_role", required.word());
    }

    private String sentence(Permission permission, Role required) {
        return permission == Permission.ORG_MANAGE_MEMBERS
                ? "Insufficient permissions to manage members"
                : catalog.describe(required).title() + " role required";
    }
}
