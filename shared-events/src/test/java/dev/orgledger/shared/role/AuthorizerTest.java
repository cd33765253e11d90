package dev.orgledger.shared.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** Each grant and each refusal as a line of data. */
class AuthorizerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATER = NOW.plusMillis(1);
    private static final Principal USER = new Principal.User("user_1");
    private static final String GRANT = "event-1";

    /** Who asks, what stands, what is asked for, and what must come out. */
    record Case(String title, Principal principal, Standing standing, String permission, Decision expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("a member whose role has it", USER, of(Role.ADMIN), "org.manage_members", yes(Role.ADMIN)),
                new Case("until the last moment of the role", USER, until(Role.ADMIN, LATER), "org.manage_members",
                        yes(Role.ADMIN)),
                new Case("a stranger", USER, new Standing("org_1", false, null), "org.read",
                        no(Reason.NOT_A_MEMBER, null)),
                new Case("a stranger to a deleted organization learns nothing", USER, new Standing("org_1", true, null),
                        "org.read", no(Reason.NOT_A_MEMBER, null)),
                new Case("a deleted organization ends every right", USER,
                        new Standing("org_1", true, of(Role.SUPER_ADMIN).binding()), "org.read",
                        no(Reason.ORGANIZATION_DELETED, null)),
                new Case("a role that lacks it", USER, of(Role.WRITE), "org.manage_members",
                        no(Reason.ROLE_LACKS_PERMISSION, Role.WRITE)),
                new Case("the end date is exclusive", USER, until(Role.ADMIN, NOW), "org.read",
                        no(Reason.ROLE_EXPIRED, Role.ADMIN)),
                new Case("an unknown permission", USER, of(Role.SUPER_ADMIN), "org.teleport",
                        no(Reason.UNKNOWN_PERMISSION, Role.SUPER_ADMIN)),
                new Case("an unknown permission of a stranger", USER, new Standing("org_1", false, null),
                        "org.teleport", no(Reason.UNKNOWN_PERMISSION, null)),

                new Case("a key without limits is its owner", key(KeyLimits.NONE), of(Role.ADMIN), "org.manage_members",
                        yes(Role.ADMIN)),
                new Case("a key is never more than its owner", key(limits(null, null, Role.SUPER_ADMIN)), of(Role.READ),
                        "org.delete", no(Reason.ROLE_LACKS_PERMISSION, Role.READ)),
                new Case("a key limited to this organization", key(limits(null, Set.of("org_1"), null)), of(Role.READ),
                        "org.read", yes(Role.READ)),
                new Case("a key limited to another organization", key(limits(null, Set.of("org_2"), null)),
                        of(Role.SUPER_ADMIN), "org.read", no(Reason.KEY_LIMITED, null)),
                new Case("a key whose list emptied reaches nothing", key(limits(null, Set.of(), null)),
                        of(Role.SUPER_ADMIN), "org.read", no(Reason.KEY_LIMITED, null)),
                new Case("a key whose max_role lacks it", key(limits(null, null, Role.WRITE)), of(Role.SUPER_ADMIN),
                        "org.manage_members", no(Reason.KEY_LIMITED, Role.SUPER_ADMIN)),
                new Case("a key whose max_role has it", key(limits(null, null, Role.ADMIN)), of(Role.SUPER_ADMIN),
                        "org.manage_members", yes(Role.SUPER_ADMIN)),
                new Case("an auditor's key has only what both roles have", key(limits(null, null, Role.AUDITOR)),
                        of(Role.SUPER_ADMIN), "app.read_stats", no(Reason.KEY_LIMITED, Role.SUPER_ADMIN)),
                new Case("a key at its end", key(limits(NOW, null, null)), of(Role.SUPER_ADMIN), "org.read",
                        no(Reason.KEY_NOT_VALID, null)),
                new Case("a key just before its end", key(limits(LATER, null, null)), of(Role.SUPER_ADMIN), "org.read",
                        yes(Role.SUPER_ADMIN)),
                new Case("a key of somebody whose role is over", key(KeyLimits.NONE), until(Role.ADMIN, NOW),
                        "org.read", no(Reason.ROLE_EXPIRED, Role.ADMIN)),
                new Case("a key of a stranger, even an expired one", key(limits(NOW, null, null)),
                        new Standing("org_1", false, null), "org.read", no(Reason.NOT_A_MEMBER, null)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itDecides(Case line) {
        assertThat(Authorizer.standard().decide(line.principal(), line.standing(), line.permission(), NOW))
                .isEqualTo(line.expected());
    }

    private static Standing of(Role role) {
        return until(role, null);
    }

    private static Standing until(Role role, @Nullable Instant end) {
        return new Standing("org_1", false, new Binding(role, Instant.EPOCH, end, GRANT));
    }

    private static Principal key(KeyLimits limits) {
        return new Principal.ApiKey("key_1", "user_1", limits);
    }

    private static KeyLimits limits(@Nullable Instant end, @Nullable Set<String> orgs, @Nullable Role max) {
        return new KeyLimits(end, orgs, max);
    }

    private static Decision yes(Role role) {
        return new Allowed(role, GRANT);
    }

    private static Decision no(Reason reason, @Nullable Role role) {
        return new Denied(reason, role);
    }
}
