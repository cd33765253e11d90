package dev.orgledger.shared.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;

/** What the service answers about rights, as another service reads it. */
class AnswersTest {

    @Test
    void givenAnAllowedCheckWhenReadThenRoleEventAndVersion() {
        CheckAnswer answer = CheckAnswer.read(json("""
                {"data": {"allowed": true, "role": "admin", "reason": "role", "org_version": 7,
                 "granted_by_event": "e-1", "of_a_later_release": {}}}"""));

        assertThat(answer).isEqualTo(new CheckAnswer(new Allowed(Role.ADMIN, "e-1"), 7L));
    }

    @ParameterizedTest
    @EnumSource
    void givenADeniedCheckWhenReadThenItsReason(Reason reason) {
        CheckAnswer answer = CheckAnswer.read(json("""
                {"data": {"allowed": false, "role": null, "reason": "%s", "org_version": null,
                 "granted_by_event": null}}""".formatted(reason.word())));

        assertThat(answer).isEqualTo(new CheckAnswer(new Denied(reason, null), null));
    }

    @Test
    void givenSeveralChecksWhenReadThenInTheirOrder() {
        assertThat(CheckAnswer.readAll(
                json("""
                        {"data": [{"allowed": false, "role": "read", "reason": "role_lacks_permission", "org_version": 3},
                         {"allowed": true, "role": "read", "reason": "role", "org_version": 3, "granted_by_event": "e-2"}]}""")))
                .extracting(CheckAnswer::decision)
                .containsExactly(new Denied(Reason.ROLE_LACKS_PERMISSION, Role.READ), new Allowed(Role.READ, "e-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"data\": {\"allowed\": \"true\"}}", "{\"data\": {\"allowed\": true}}",
            "{\"data\": {\"allowed\": true, \"role\": \"admin\"}}",
            "{\"data\": {\"allowed\": true, \"role\": \"emperor\", \"granted_by_event\": \"e-1\"}}",
            "{\"data\": {\"allowed\": false, \"reason\": \"of_a_later_release\"}}",
            "{\"error\": \"Invalid API key\", \"status\": \"KO\", \"code\": \"invalid_api_key\"}"})
    void givenWhatIsNoAnswerWhenReadThenRefusedAndNotAllowed(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> CheckAnswer.read(json(body)));
        assertThatIllegalArgumentException().isThrownBy(() -> CheckAnswer.readAll(json(body)));
        assertThatIllegalArgumentException().isThrownBy(() -> PermissionsAnswer.read(json(body)));
    }

    @Test
    void givenPermissionsWhenReadThenTheyDecide() {
        PermissionsAnswer answer = PermissionsAnswer.read(json("""
                {"data": {"role": "read", "permissions": ["org.read", "of.a_later_release"]}}"""));

        assertThat(answer.role()).isEqualTo(Role.READ);
        assertThat(answer.allows(Permission.ORG_READ)).isTrue();
        assertThat(answer.allows("of.a_later_release")).isTrue();
        assertThat(answer.allows("org.delete")).isFalse();
        assertThat(answer.allows("org.teleport")).isFalse();
    }

    @Test
    void givenAStrangersPermissionsWhenReadThenNone() {
        PermissionsAnswer answer = PermissionsAnswer.read(json("""
                {"data": {"role": null, "permissions": []}}"""));

        assertThat(answer.role()).isNull();
        assertThat(answer.allows(Permission.ORG_READ)).isFalse();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
