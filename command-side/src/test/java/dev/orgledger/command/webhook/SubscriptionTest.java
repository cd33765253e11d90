package dev.orgledger.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

class SubscriptionTest {

    @Test
    void namesAreSortedAndSaidOnce() {
        assertThat(Subscription.parse(List.of("role.expired", "member.*", "role.expired")).names())
                .containsExactly("member.*", "role.expired");
        assertThat(Subscription.parse(List.of("*")).names()).containsExactly("*");
    }

    static Stream<List<String>> refused() {
        return Stream.of(null, List.of(), List.of("member"), List.of("organization.*"), List.of("*", "nonsense"),
                // Those of people and their keys have no version of an organization.
                List.of("user.registered"), List.of("apikey.created"), List.of("test.ping"), List.of("Member.Joined"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(@Nullable List<String> typed) {
        assertThatThrownBy(() -> Subscription.parse(typed)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_EVENTS));
    }

    @Test
    void everyTypeOfAnOrganizationIsOne() {
        List<String> some = Arrays.asList("organization.deleted", "security.policy_changed", "apikey.cut_off",
                "webhook.disabled", "invitation.expired", "member.role_changed");
        assertThat(Subscription.parse(some).names()).containsExactlyInAnyOrderElementsOf(some);
    }
}
