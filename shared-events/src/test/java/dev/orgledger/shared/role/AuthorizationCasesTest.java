package dev.orgledger.shared.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.End;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.policy.SecurityPolicy;

/** Every line of the cases, against the function itself. */
class AuthorizationCasesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<Case> ALL = AuthorizationCases.all();

    static List<Case> cases() {
        return ALL;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itDecidesAsTheLineSays(Case line) {
        Decision decision = Authorizer.standard().decide(line.principal("org_1", "user_1", "key_1", NOW),
                line.standing("org_1", "key_1", "event-1", NOW), line.permission(), NOW);

        assertThat(decision).isEqualTo(line.expected("event-1"));
    }

    @Test
    void everyCellOfTheMatrixIsThereAndEveryReason() {
        Set<String> cells = ALL.stream().filter(line -> line.role() != null && line.roleEnds() == End.NEVER
                && line.organization() == Fate.PRESENT && line.key() == null && asksNothing(line.policy()))
                .map(line -> line.permission() + " " + line.role()).collect(Collectors.toSet());
        assertThat(cells).containsAll(Arrays.stream(Permission.values())
                .flatMap(permission -> Arrays.stream(Role.values()).map(role -> permission.key() + " " + role))
                .toList());
        assertThat(ALL.stream().map(Case::reason)).containsAll(Stream
                .concat(Stream.of("role"), Arrays.stream(Decision.Reason.values()).map(Decision.Reason::word))
                .toList());
        assertThat(ALL).extracting(Case::title).doesNotHaveDuplicates().hasSizeGreaterThan(150);
    }

    private static boolean asksNothing(SecurityPolicy policy) {
        return !policy.asksOfPeople() && !policy.requireApikeyExpiration();
    }
}
