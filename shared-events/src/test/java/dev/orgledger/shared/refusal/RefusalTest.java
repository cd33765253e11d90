package dev.orgledger.shared.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing_credentials       | 401 |
            invalid_token             | 401 |
            invalid_api_key           | 401 | Invalid API key
            permission_denied         | 403 |
            role_above_own            | 403 |
            owner_required            | 403 |
            invitation_email_mismatch | 403 |
            organization_not_found    | 404 |
            member_not_found          | 404 | Member not found
            invitation_not_found      | 404 |
            apikey_not_found          | 404 |
            not_found                 | 404 |
            org_id_required           | 400 |
            name_required             | 400 | Name is required
            invalid_name              | 400 |
            invalid_logo              | 400 |
            invalid_website           | 400 |
            invalid_email             | 400 | Invalid email format
            invalid_role              | 400 | Invalid role specified
            invalid_body              | 400 |
            invalid_page              | 400 |
            invalid_cursor            | 400 |
            invalid_at                | 400 |
            invalid_expiration        | 400 |
            expiration_in_past        | 400 |
            apikey_name_required      | 400 |
            invalid_max_role          | 400 |
            invalid_limited_to_orgs   | 400 |
            captcha_required          | 400 |
            captcha_failed            | 400 |
            member_already_exists     | 409 | Member already exists in organization
            already_invited           | 409 |
            last_super_admin          | 409 | Cannot remove the last admin from the organization
            owner_role_fixed          | 409 |
            not_a_super_admin         | 409 |
            user_already_exists       | 409 |
            email_in_use              | 409 |
            idempotency_key_reused    | 409 |
            idempotency_in_progress   | 409 |
            invitation_expired        | 410 |
            invitation_gone           | 410 |
            invitation_too_recent     | 429 |
            too_many_attempts         | 429 |
            captcha_unavailable       | 503 |
            read_model_behind         | 503 |
            """)
    void theCodesOfTheContractHaveItsStatusAndItsSentences(String code, int status, String sentence) {
        ErrorCode found = ErrorCode.valueOf(code.toUpperCase(java.util.Locale.ROOT));

        assertThat(found.code()).isEqualTo(code);
        assertThat(found.status()).isEqualTo(status);
        assertThat(found.sentence()).isEqualTo(sentence == null ? found.sentence() : sentence);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAnErrorStatusAndASentence(ErrorCode code) {
        assertThat(code.status()).isBetween(400, 599);
        assertThat(code.sentence()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void aRefusalCarriesWhatTheAnswerNeedsAndNoStackTrace() {
        Refusal plain = Refusal.of(ErrorCode.PERMISSION_DENIED);
        Refusal full = plain.saying("Admin role required").with("permission", "org.delete").with("your_role", "read")
                .retryAfter(Duration.ofSeconds(3));

        assertThat(full.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(full.sentence()).isEqualTo("Admin role required");
        assertThat(full.details()).isEqualTo(Map.of("permission", "org.delete", "your_role", "read"));
        assertThat(full.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(full.getStackTrace()).isEmpty();
        assertThat(plain.details()).as("the first stays as it was").isEmpty();
        assertThat(plain.retryAfter()).isNull();
        assertThatThrownBy(() -> full.details().put("more", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRepeatOfTheFirstAnswerIsTheSameAndSaysThatItIsOne() {
        Refusal first = Refusal.of(ErrorCode.PERMISSION_DENIED).with("permission", "org.delete");

        assertThat(first.repeated()).isFalse();
        assertThat(first.again().with("your_role", "read").repeated()).isTrue();
        assertThat(first.again()).usingRecursiveComparison().ignoringFields("repeated").isEqualTo(first);
    }
}
