package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import io.micrometer.core.instrument.MeterRegistry;

/** Three attempts an hour of one person. */
@TestPropertySource(properties = {"orgledger.denials.per-caller=3", "orgledger.denials.period=1h"})
class DenialLimitTest extends EdgeTest {

    @Autowired
    MeterRegistry meters;

    @Test
    void whoeverTriesOnAndOnIsRefusedEachTimeAndNotedThrice() throws Exception {
        for (int i = 0; i < 10; i++) {
            // Both sides of the test's application know the same person by different keys.
            assertError(send(to("/fail?how=right&orgId=org_own").header("x-request-id", "flood")), 403,
                    "permission_denied");
            assertError(send(to("/fail?orgId=org_own").header("x-request-id", "flood").DELETE()), 403,
                    "permission_denied");
        }

        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(meters.get("orgledger.denials.limited").functionCounter().count()).isEqualTo(17));
        await().atMost(Duration.ofSeconds(10)).until(() -> EdgeApplication.DENIALS.stream()
                .filter(denial -> denial.requestId().equals("flood")).count() == 3);
    }
}
