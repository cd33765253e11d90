package dev.orgledger.shared.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.role.AuthorizationCases;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** Every line of the cases, by a table that was fed with records as they are on the topic. */
class AccessTableTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ORG = "org_1";
    private static final String USER = "user_1";
    private static final String KEY = "key_1";

    private final AccessTable table = new AccessTable();

    static List<Case> cases() {
        return AuthorizationCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itDecidesAsTheLineSays(Case line) {
        if (line.organization() != Fate.UNKNOWN) {
            Set<String> cutOff = line.key() != null && line.key().cutOff() ? Set.of(KEY) : Set.of();
            told(ORG, new StateRecord.Organization(ORG, "Acme", line.organization() == Fate.DELETED, NOW, line.policy(),
                    cutOff, 2));
        }
        if (line.role() != null) {
            told(ORG + "/" + USER, new StateRecord.Membership(ORG, USER, line.role(), NOW,
                    line.roleEnds().from(NOW), "event-1", 2));
        }
        told(USER, new StateRecord.User(USER, line.facts()));
        Decision decision;
        if (line.key() == null) {
            decision = table.decideForUser(ORG, USER, line.permission(), NOW);
        } else {
            told(KEY, new StateRecord.Key(KEY, USER, new KeyLimits(line.key().ends().from(NOW),
                    line.key().limitedTo(ORG), line.key().maxRole()), null));
            decision = table.decideForKey(ORG, KEY, line.permission(), NOW);
        }

        assertThat(reason(decision)).isEqualTo(line.reason());
        assertThat(decision.allowed()).isEqualTo(line.allowed());
    }

    private static String reason(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> "role";
            case Decision.Denied denied -> denied.reason().word();
        };
    }

    private void told(String key, StateRecord value) {
        table.apply(key, EventJson.mapper().writeValueAsBytes(value));
    }
}
