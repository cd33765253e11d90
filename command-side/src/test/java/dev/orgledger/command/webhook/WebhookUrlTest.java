package dev.orgledger.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

class WebhookUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com/in", "https://HOOKS.example.com:8443/in?key=1",
            "https://xn--bcher-kva.example/", "HTTPS://a.b", "https://hooks.example.com./in"})
    void accepted(String typed) {
        assertThat(WebhookUrl.parse(typed, false).text()).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://hooks.example.com/in            | not_https
            ftp://hooks.example.com/in             | not_https
            file:///etc/passwd                     | not_https
            javascript:alert(1)                    | not_https
            hooks.example.com/in                   | not_https
            https://localhost/in                   | private_host
            https://LOCALHOST./in                  | private_host
            https://a.localhost/in                 | private_host
            https://intranet/in                    | private_host
            https://127.0.0.1/in                   | address_literal
            https://10.0.0.1/in                    | address_literal
            https://93.184.216.34/in               | address_literal
            https://2130706433/in                  | address_literal
            https://0x7f.1/in                      | malformed
            https://0x7f000001/in                  | address_literal
            https://0177.0.0.1/in                  | address_literal
            https://127.1/in                       | malformed
            https://127.0.0.1./in                  | malformed
            https://[::1]/in                       | address_literal
            https://[::ffff:127.0.0.1]/in          | address_literal
            https://[2606:4700::1111]/in           | address_literal
            https://user:pass@hooks.example.com/   | credentials
            https://user@hooks.example.com/        | credentials
            https://hooks.example.com@127.0.0.1/   | credentials
            https://127.0.0.1#@hooks.example.com/  | address_literal
            https://hooks.example.com:0/           | malformed
            https://hooks.example.com:70000/       | malformed
            https://hooks..example.com/            | malformed
            https://-hooks.example.com/            | malformed
            https://höoks.example.com/             | malformed
            https:///in                            | malformed
            https://                               | malformed
            https://hooks.example.com/a b          | malformed
            https://hooks.example.com/%zz          | malformed
            """)
    void refused(String typed, String reason) {
        assertThatThrownBy(() -> WebhookUrl.parse(typed, false)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_URL);
            assertThat(refusal.details()).containsEntry("reason", reason).hasSize(1);
            assertThat(refusal.getMessage()).doesNotContain(typed);
        });
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "https://hooks.example.com/\u0000", "https://hooks.example.com/\r\nx: y"})
    void refusedToo(@Nullable String typed) {
        assertThatThrownBy(() -> WebhookUrl.parse(typed, true)).isInstanceOf(Refusal.class);
    }

    @Test
    void tooLong() {
        String longest = "https://hooks.example.com/" + "a".repeat(2048 - 26);
        assertThat(WebhookUrl.parse(longest, false).text()).isEqualTo(longest);
        assertThatThrownBy(() -> WebhookUrl.parse(longest + "a", false)).isInstanceOf(Refusal.class);
    }

    @Test
    void loopbackWillDoByHttpAloneAndOnlyWhereItIsAllowed() {
        assertThat(WebhookUrl.parse("http://127.0.0.1:8090/in", true).loopback()).isTrue();
        assertThat(WebhookUrl.parse("http://localhost/in", true).usable(false)).isFalse();
        for (String typed : new String[]{"https://localhost/in", "https://127.0.0.1/in", "http://127.0.0.2/in",
                "http://[::1]/in", "http://hooks.example.com/in", "http://a.localhost/in", "http://u@localhost/in"}) {
            assertThatThrownBy(() -> WebhookUrl.parse(typed, true)).as(typed).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> WebhookUrl.parse("http://localhost/in", false)).isInstanceOf(Refusal.class);
    }

    @Test
    void onlyTheHostIsTold() {
        assertThat(new WebhookUrl("https://Hooks.example.com/in?key=s3cret")).hasToString(
                "WebhookUrl[hooks.example.com]");
    }
}
