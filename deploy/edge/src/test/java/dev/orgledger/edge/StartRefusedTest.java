package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settings that would be unsafe stop the start, and say which. */
class StartRefusedTest {

    @Test
    void anIssuerWithoutAudienceStopsTheStart() {
        assertStopped("spring.security.oauth2.resourceserver.jwt.audiences",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1");
    }

    /** As an unset variable of a container may leave it. */
    @Test
    void anEmptyIssuerIsNoneAndDoesNotStopTheStart() {
        assertThatCode(() -> SpringApplication.run(EdgeApplication.class, "--server.port=0",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=").close()).doesNotThrowAnyException();
    }

    @Test
    void aProxyThatIsNoAddressStopsTheStart() {
        assertStopped("orgledger.trusted-proxies", "--orgledger.trusted-proxies=10.0.0.1,proxy.example.org");
    }

    @Test
    void aNegativeLimitStopsTheStart() {
        assertStopped("orgledger.attempts", "--orgledger.attempts.limit=-1");
    }

    @Test
    void aRateLimitThatIsNoNumberStopsTheStart() {
        assertStopped("orgledger.rate-limit", "--orgledger.rate-limit.per-key=many");
        assertStopped("orgledger.rate-limit", "--orgledger.rate-limit.per-key=-1");
    }

    @Test
    void aLogThatWouldNoteNobodyStopsTheStart() {
        assertStopped("orgledger.denials", "--orgledger.denials.per-caller=0");
        assertStopped("orgledger.denials", "--orgledger.denials.period=0s");
    }

    @Test
    void aPlatformKeyAsCheckKeyStopsTheStart() {
        assertStopped("orgledger.check-key", "--orgledger.check-key=one," + EdgeApplication.PLATFORM_KEY);
    }

    @Test
    void anEndPointThatSaysOfNobodyThatTheyMayCallItStopsTheStart() {
        assertThatThrownBy(() -> SpringApplication.run(new Class<?>[]{EdgeApplication.class, Undeclared.class},
                new String[]{"--server.port=0"}).close()).hasMessageContaining("Undeclared.open()")
                .hasMessageNotContaining("EndPoints");
    }

    @RestController
    static class Undeclared {

        @GetMapping("/undeclared")
        String open() {
            return "to whom?";
        }
    }

    private static void assertStopped(String named, String setting) {
        assertThatThrownBy(() -> SpringApplication.run(EdgeApplication.class, "--server.port=0", setting).close())
                .rootCause().hasMessageContaining(named);
    }
}
