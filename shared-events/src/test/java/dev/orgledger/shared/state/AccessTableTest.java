package dev.orgledger.shared.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.AuthorizationCases;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

/** Every line of the cases, by a table that was fed with records as they are on the topic. */
class AccessTableTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ORG = "org_1";
    private static final String USER = "user_1";
    private static final String KEY = "key_1";
    private static final String MEMBERSHIP = ORG + "/" + USER;

    private final AccessTable table = new AccessTable();

    static List<Case> cases() {
        return AuthorizationCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itDecidesAsTheLineSays(Case line) {
        if (line.role() != null) {
            told(MEMBERSHIP, new StateRecord.Membership(ORG, USER, line.role(), NOW,
                    line.roleEnds().from(NOW), "event-1", 2), 2L);
        }
        if (line.organization() != Fate.UNKNOWN) {
            Set<String> cutOff = line.key() != null && line.key().cutOff() ? Set.of(KEY) : Set.of();
            told(ORG, new StateRecord.Organization(ORG, "Acme", line.organization() == Fate.DELETED, NOW, line.policy(),
                    cutOff, 2), 2L);
        }
        told(USER, new StateRecord.User(USER, line.facts()), null);
        Decision decision;
        if (line.key() == null) {
            decision = table.decideForUser(ORG, USER, line.permission(), NOW);
        } else {
            told(KEY, new StateRecord.Key(KEY, USER, new KeyLimits(line.key().ends().from(NOW),
                    line.key().limitedTo(ORG), line.key().maxRole()), null), null);
            decision = table.decideForKey(ORG, KEY, line.permission(), NOW);
        }

        assertThat(reason(decision)).isEqualTo(line.reason());
        assertThat(decision.allowed()).isEqualTo(line.allowed());
    }

    @Test
    void givenARemovedMemberWhenTheJoiningIsRepeatedThenStillRemoved() {
        StateRecord joined = new StateRecord.Membership(ORG, USER, Role.ADMIN, NOW, null, "event-2", 2);
        told(MEMBERSHIP, joined, 2L);
        told(ORG, organization(2), 2L);
        assertThat(table.decideForUser(ORG, USER, "org.read", NOW).allowed()).isTrue();

        table.apply(MEMBERSHIP, null, 3L);
        told(ORG, organization(3), 3L);
        told(MEMBERSHIP, joined, 2L);

        assertThat(reason(table.decideForUser(ORG, USER, "org.read", NOW))).isEqualTo("not_a_member");
        told(MEMBERSHIP, joined, 4L);
        assertThat(table.decideForUser(ORG, USER, "org.read", NOW).allowed()).isTrue();
    }

    @Test
    void givenAnOlderRecordOfADeletedOrganizationWhenRepeatedThenStillDeleted() {
        told(MEMBERSHIP, new StateRecord.Membership(ORG, USER, Role.ADMIN, NOW, null, "event-2", 2), 2L);
        told(ORG, new StateRecord.Organization(ORG, "Acme", true, NOW, SecurityPolicy.NONE, Set.of(), 3), 3L);

        told(ORG, organization(2), 2L);

        assertThat(reason(table.decideForUser(ORG, USER, "org.read", NOW))).isEqualTo("organization_deleted");
    }

    @Test
    void givenARecordOfAnOrganizationWithoutItsVersionWhenFedThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> table.apply(MEMBERSHIP, null, null));
    }

    private static StateRecord organization(long version) {
        return new StateRecord.Organization(ORG, "Acme", false, NOW, SecurityPolicy.NONE, Set.of(), version);
    }

    private static String reason(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> "role";
            case Decision.Denied denied -> denied.reason().word();
        };
    }

    private void told(String key, StateRecord value, @Nullable Long orgVersion) {
        table.apply(key, EventJson.mapper().writeValueAsBytes(value), orgVersion);
    }
}
