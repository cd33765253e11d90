package dev.orgledger.command.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

class ValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Acme | Acme", "<b>Acme</b> Inc | Acme Inc",
            "<script>alert(1)</script>Acme | Acme", "Tom & Jerry | Tom & Jerry", "Fish &amp; Chips | Fish &amp; Chips",
            "a < b > c | a < b > c", "<i>&lt;b&gt;Acme&lt;/b&gt;</i> | Acme", "日本語 | 日本語"})
    void givenTagsWhenNamingAnOrganizationThenOnlyTextIsLeft(String typed, String kept) {
        assertThat(OrganizationName.parse(typed).text()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "<b></b>", "<script>alert(1)</script>", "<b>&lt;i&gt;&lt;/i&gt;</b>"})
    void givenNothingLeftWhenNamingAnOrganizationThenNameRequired(String typed) {
        refused(() -> OrganizationName.parse(typed), ErrorCode.NAME_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "<b>ab</b>", "Ac\u0000me", "Ac\nme", "Ac\u2028me", "Ac\ud800me"})
    void givenTooFewOrControlCharactersWhenNamingAnOrganizationThenInvalidName(String typed) {
        refused(() -> OrganizationName.parse(typed), ErrorCode.INVALID_NAME);
    }

    @Test
    void givenTheLongestNameWhenNamingThenKeptAndNoLongerOne() {
        assertThat(OrganizationName.parse("😀".repeat(128)).text()).hasSize(256);
        refused(() -> OrganizationName.parse("x".repeat(129)), ErrorCode.INVALID_NAME);
        refused(() -> OrganizationName.parse("<b>".repeat(100_000)), ErrorCode.INVALID_NAME);
        refused(() -> OrganizationName
                .parse("<b>" + "&amp;".repeat(20).replace("&amp;", "&amp;amp;") + "lt;i&gt;".repeat(200)),
                ErrorCode.INVALID_NAME);
    }

    @Test
    void givenANameOfAPersonWhenParsingThenTextOrNothingOrInvalidName() {
        assertThat(PersonName.parse(" <b>Ann</b> ", "first_name")).isEqualTo(new PersonName("Ann"));
        assertThat(PersonName.parse(null, "first_name")).isNull();
        assertThat(PersonName.parse("<b></b>", "first_name")).isNull();
        assertThatThrownBy(() -> PersonName.parse("x".repeat(129), "first_name"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_NAME);
                    assertThat(refusal.details()).containsEntry("field", "first_name");
                });
    }

    @Test
    void givenANameOfAKeyWhenParsingThenTextOrRequired() {
        assertThat(ApiKeyName.parse("CI").text()).isEqualTo("CI");
        refused(() -> ApiKeyName.parse(" "), ErrorCode.APIKEY_NAME_REQUIRED);
        refused(() -> ApiKeyName.parse("a\tb"), ErrorCode.INVALID_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@acme.example", "Ann.O'Neil+tag@Mail.Acme.example", "a@b.co"})
    void givenAnAddressWhenParsingThenInLowerCase(String typed) {
        assertThat(EmailAddress.parse(typed).text()).isEqualTo(typed.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "ann@", "@acme.example", "ann@acme", "ann@acme.", "ann@.example",
            "ann@acme..example", "a nn@acme.example", "ann@ac me.example", "Ann <ann@acme.example>",
            "ann@acme.example,bob@acme.example", "ann@acme.example\r\nBcc: x@y.example", "ann@@acme.example",
            "ann@[10.0.0.1]", "\"a\"@acme.example", "ann\u0000@acme.example", ".ann@acme.example",
            "ann@acme_x.example", "ann@-acme.example"})
    void givenNoAddressWhenParsingThenInvalidEmail(String typed) {
        refused(() -> EmailAddress.parse(typed), ErrorCode.INVALID_EMAIL);
    }

    @Test
    void givenAnAddressTooLongWhenParsingThenInvalidEmail() {
        assertThat(EmailAddress.parse("x".repeat(64) + "@acme.example")).isNotNull();
        refused(() -> EmailAddress.parse("x".repeat(65) + "@acme.example"), ErrorCode.INVALID_EMAIL);
        refused(() -> EmailAddress.parse("x@" + "y".repeat(10_000) + ".example"), ErrorCode.INVALID_EMAIL);
        refused(() -> EmailAddress.parse("x@" + "yyyyyyyyy.".repeat(25) + "example"), ErrorCode.INVALID_EMAIL);
    }

    @ParameterizedTest
    @CsvSource({"https://acme.example/a?b=c, https://acme.example/a?b=c", "acme.example, https://acme.example/",
            "acme.example:3000, https://acme.example:3000/", "acme.example/logo.png, https://acme.example/logo.png",
            "https://10.0.0.1, https://10.0.0.1", "HTTPS://acme.example, HTTPS://acme.example"})
    void givenAUrlOrABareHostWhenParsingThenHttps(String typed, String kept) {
        assertThat(HttpsUrl.parse(typed, ErrorCode.INVALID_WEBSITE)).isEqualTo(new HttpsUrl(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://acme.example", "ftp://acme.example", "javascript:alert(1)", "data:text/html,x",
            "https://ann:secret@acme.example", "https://ann@acme.example", "ann@acme.example", "https://", "https:",
            "https:///path", "https://ac me.example", "acme", "https://acme.example:99999", "//acme.example",
            "https://acme.example\\@evil.example", "https://acme.example/\n" + "x", "mailto:ann@acme.example"})
    void givenAnythingElseWhenParsingThenRefused(String typed) {
        refused(() -> HttpsUrl.parse(typed, ErrorCode.INVALID_LOGO), ErrorCode.INVALID_LOGO);
    }

    @Test
    void givenBlankOrTooMuchWhenParsingAUrlThenNothingOrRefused() {
        assertThat(HttpsUrl.parse(" ", ErrorCode.INVALID_LOGO)).isNull();
        assertThat(HttpsUrl.parse(null, ErrorCode.INVALID_LOGO)).isNull();
        String start = "https://acme.example/";
        assertThat(HttpsUrl.parse(start + "x".repeat(2048 - start.length()), ErrorCode.INVALID_LOGO)).isNotNull();
        refused(() -> HttpsUrl.parse(start + "x".repeat(2049 - start.length()), ErrorCode.INVALID_LOGO),
                ErrorCode.INVALID_LOGO);
    }

    private static void refused(ThrowingCallable parsing, ErrorCode code) {
        assertThatThrownBy(parsing).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
