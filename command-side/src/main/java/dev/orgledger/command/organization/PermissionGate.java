package dev.orgledger.command.organization;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/** From the {@link Authorizer}'s decision to the contract's answer: the one place where the command side says 404 or 403. */
final class PermissionGate {

    private static final Authorizer AUTHORIZER = Authorizer.standard();
    private static final RoleCatalog CATALOG = RoleCatalog.standard();

    private PermissionGate() {
    }

    /** Lets a member with that permission through. */
    static Asked require(Principal principal, Standing standing, Permission permission, Instant now) {
        Asked asked = requireEntry(principal, standing, now);
        if (AUTHORIZER.decide(principal, standing, permission, now) instanceof Denied) {
            throw denied(permission, asked.role());
        }
        return asked;
    }

    /** Lets any member through whom the organization's policy lets in, by a key that it lets in. */
    static Asked requireEntry(Principal principal, Standing standing, Instant now) {
        Asked asked = requirePart(principal, standing, now);
        if (AUTHORIZER.comesIn(principal, standing, now) instanceof Denied denied) {
            throw denied.reason() == Reason.EXPIRING_KEY_REQUIRED
                    ? Refusal.of(ErrorCode.ORG_REQUIRES_EXPIRING_KEY)
                    : Refusal.of(ErrorCode.SECURITY_POLICY_NOT_MET).with("missing",
                            standing.policy().missingWords(standing.facts()));
        }
        return asked;
    }

    /** Lets any member through, whatever the policy asks: what is left to whoever does not meet it. */
    static Asked requirePart(Principal principal, Standing standing, Instant now) {
        String personId = principal.personId();
        if (personId == null) {
            // The platform and the system are no part of an organization; where they may act, the handler says so itself.
            throw Refusal.of(standing.deleted() ? ErrorCode.ORGANIZATION_NOT_FOUND : ErrorCode.PERMISSION_DENIED);
        }
        return switch (AUTHORIZER.takesPart(principal, standing, now)) {
            case Decision.Allowed allowed -> new Asked(principal, personId, CATALOG.acting(principal, allowed.role()),
                    standing.binding() == null ? null : standing.binding().until(), now);
            case Denied denied when denied.reason() == Reason.KEY_NOT_VALID ->
                throw Refusal.of(ErrorCode.INVALID_API_KEY);
            case Denied stranger -> throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        };
    }

    /** Whether that is a member at all, whatever else is asked. */
    static boolean takesPart(Principal principal, Standing standing, Instant now) {
        return principal.personId() != null && AUTHORIZER.takesPart(principal, standing, now).allowed();
    }

    private static Refusal denied(Permission permission, @Nullable Role role) {
        Role required = CATALOG.lowestWith(permission);
        String sentence = permission == Permission.ORG_MANAGE_MEMBERS
                ? "Insufficient permissions to manage members"
                : CATALOG.describe(required).title() + " role required";
        Refusal refusal = Refusal.of(ErrorCode.PERMISSION_DENIED).saying(sentence).with("permission", permission.key())
                .with("required_role", required.word());
        return role == null ? refusal : refusal.with("your_role", role.word());
    }
}
