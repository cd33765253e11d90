package dev.orgledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

class AKeyEndsWhereAnOrganizationAsksForItTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final SecurityPolicy ANY_END = policy(true, null);
    private static final SecurityPolicy TEN_DAYS = policy(true, 10);
    private static final SecurityPolicy OFF_BUT_TEN_DAYS = policy(false, 10);

    @Test
    void givenNoOrganizationAsksThenAnyEndIsAllowed() {
        allowed(null);
        allowed(null, SecurityPolicy.NONE, OFF_BUT_TEN_DAYS);
        allowed(NOW.plus(Duration.ofDays(3650)), SecurityPolicy.NONE, OFF_BUT_TEN_DAYS);
    }

    @Test
    void givenOneAsksForAnEndThenNoneIsRefused() {
        refused(null, ErrorCode.EXPIRATION_REQUIRED, SecurityPolicy.NONE, ANY_END);
        refused(null, ErrorCode.EXPIRATION_REQUIRED, TEN_DAYS);
        allowed(NOW.plus(Duration.ofDays(3650)), ANY_END);
    }

    @Test
    void givenOneAllowsTenDaysThenOneMillisecondMoreIsRefused() {
        allowed(NOW.plus(Duration.ofDays(10)), TEN_DAYS, ANY_END);
        refused(NOW.plus(Duration.ofDays(10)).plusMillis(1), ErrorCode.EXPIRATION_EXCEEDS_MAX, ANY_END, TEN_DAYS);
    }

    private static void allowed(@Nullable Instant end, SecurityPolicy... policies) {
        assertThatCode(() -> AKeyEndsWhereAnOrganizationAsksForIt.check(List.of(policies), end, NOW))
                .doesNotThrowAnyException();
    }

    private static void refused(@Nullable Instant end, ErrorCode code, SecurityPolicy... policies) {
        assertThatThrownBy(() -> AKeyEndsWhereAnOrganizationAsksForIt.check(List.of(policies), end, NOW))
                .isInstanceOfSatisfying(Refusal.class,
                        refusal -> org.assertj.core.api.Assertions.assertThat(refusal.code()).isEqualTo(code));
    }

    private static SecurityPolicy policy(boolean required, @Nullable Integer days) {
        return new SecurityPolicy(false, PasswordPolicy.OFF, false, required, days);
    }
}
