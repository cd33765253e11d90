package dev.orgledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.Memberships;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;

/** Which organizations are asked: Ann belongs to a lax and to a strict one, and to two strict ones no more. */
class ReachablePoliciesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final SecurityPolicy STRICT = new SecurityPolicy(false, PasswordPolicy.OFF, false, true, 1);

    private final Map<String, Standing> standings = new HashMap<>(Map.of(
            "org_lax", standing("org_lax", false, null, SecurityPolicy.NONE),
            "org_over", standing("org_over", false, NOW, STRICT),
            "org_deleted", standing("org_deleted", true, null, STRICT),
            "org_foreign", new Standing("org_foreign", false, null, STRICT, Set.of(), PersonFacts.UNKNOWN)));
    private final ReachablePolicies policies = new ReachablePolicies(new Listed(), (orgId, personId) -> {
        assertThat(personId).isEqualTo("user_ann");
        if (!standings.containsKey(orgId)) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
        return standings.get(orgId);
    }, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void givenOrganizationsThatTheOwnerHasNoPartInThenTheyAreNotAsked() {
        assertThat(refusal(null, null)).isNull();
        assertThat(refusal(Set.of("org_over", "org_deleted", "org_foreign", "org_unknown"), null)).isNull();
    }

    @Test
    void givenAStrictOneAmongAllOfTheOwnersThenAnUnlimitedKeyMustEndInTime() {
        standings.put("org_strict", standing("org_strict", false, null, STRICT));

        assertThat(refusal(null, null)).isEqualTo(ErrorCode.EXPIRATION_REQUIRED);
        assertThat(refusal(null, NOW.plusSeconds(86_401))).isEqualTo(ErrorCode.EXPIRATION_EXCEEDS_MAX);
        assertThat(refusal(null, NOW.plusSeconds(86_400))).isNull();
    }

    @Test
    void givenAKeyThatIsLimitedThenOnlyThoseOrganizationsAreAsked() {
        standings.put("org_strict", standing("org_strict", false, null, STRICT));

        assertThat(refusal(Set.of("org_lax"), null)).isNull();
        assertThat(refusal(Set.of("org_lax", "org_strict"), null)).isEqualTo(ErrorCode.EXPIRATION_REQUIRED);
    }

    private @Nullable ErrorCode refusal(@Nullable Set<String> limitedToOrgs, @Nullable Instant expiresAt) {
        Refusal refusal = catchThrowableOfType(Refusal.class,
                () -> policies.check("user_ann", limitedToOrgs, expiresAt));
        return refusal == null ? null : refusal.code();
    }

    private static Standing standing(String orgId, boolean deleted, @Nullable Instant until, SecurityPolicy policy) {
        return new Standing(orgId, deleted, new Binding(Role.READ, Instant.EPOCH, until, "event"), policy, Set.of(),
                PersonFacts.UNKNOWN);
    }

    /** Names more than there are, as the table may. */
    private final class Listed implements Memberships {

        @Override
        public List<String> of(String personId) {
            return List.of("org_lax", "org_strict", "org_over", "org_deleted", "org_foreign", "org_unknown");
        }

        @Override
        public void began(String orgId, String personId) {
        }

        @Override
        public void ended(String orgId, String personId) {
        }

        @Override
        public void allEnded(String orgId) {
        }
    }
}
