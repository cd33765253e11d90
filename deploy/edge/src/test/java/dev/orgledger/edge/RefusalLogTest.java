package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.micrometer.core.instrument.MeterRegistry;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;

/** Which refusals are told on, and what is told. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalLogTest extends EdgeTest {

    @Autowired
    MeterRegistry meters;

    @Test
    void aMembersAttemptIsToldOnWithTheRightThatWasMissing() throws Exception {
        assertError(send(to("/fail/?how=right&orgId=org_own&token=secret").header("x-request-id", "attempt-1")
                .header("user-agent", "curl/8.9")), 403, "permission_denied");

        Denial denial = toldOf("attempt-1");
        AccessDenied attempt = denial.attempt();
        assertThat(attempt).isEqualTo(new AccessDenied(attempt.id(), "org_own", 7, "GET", "/fail",
                "permission_denied", "org.delete", Role.SUPER_ADMIN, Role.WRITE, null));
        assertThat(attempt.id()).startsWith("den_");
        assertThat(denial.actor()).isEqualTo(new Actor(Actor.Type.APIKEY, "user_1", "reader"));
        assertThat(denial.address()).isEqualTo("127.0.0.1");
        assertThat(denial.userAgent()).isEqualTo("curl/8.9");
    }

    @Test
    void thePolicyThatIsNotMetAndTheKeyThatDoesNotEndAreToldOn() throws Exception {
        send(to("/fail?how=policy&orgId=org_own").header("x-request-id", "attempt-2"));
        assertError(send(to("/fail?how=key&orgId=org_own").header("x-request-id", "attempt-3")), 401,
                "org_requires_expiring_key");

        assertThat(toldOf("attempt-2").attempt().missing()).containsExactly("two_factor");
        assertThat(toldOf("attempt-3").attempt().code()).isEqualTo("org_requires_expiring_key");
        assertThat(toldOf("attempt-3").attempt().permission()).isNull();
    }

    @Test
    void theOrganizationStandsInTheBodyOfACommand() throws Exception {
        send(json(to("/fail").header("x-request-id", "attempt-4"))
                .POST(BodyPublishers.ofString("{\"orgId\":\"org_own\"}")));
        send(json(to("/fail").header("x-request-id", "attempt-5")).method("DELETE",
                BodyPublishers.ofString("{\"orgId\":\"org_own\"}")));
        send(to("/fail?orgId=org_own").header("x-request-id", "attempt-6").DELETE());

        assertThat(toldOf("attempt-4").attempt().method()).isEqualTo("POST");
        assertThat(toldOf("attempt-5").attempt().orgId()).isEqualTo("org_own");
        assertThat(toldOf("attempt-6").attempt().orgId()).isEqualTo("org_own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fail?how=right&orgId=org_other", "/fail?how=right&orgId=", "/fail?how=right",
            "/fail?how=stranger&orgId=org_own", "/fail?how=again&orgId=org_own", "/fail?how=refused&orgId=org_own",
            "/fail?orgId=org_own", "/authorization/permissions?orgId=org_own", "/nowhere?orgId=org_own"})
    void whatIsNoMembersAttemptIsNot(String path) throws Exception {
        assertThat(send(to(path).header("x-request-id", "not-told")).statusCode()).isGreaterThanOrEqualTo(400);

        nothingToldOf("not-told");
    }

    @Test
    void neitherTheOperatorNorBodiesThatNameNoOrganizationAreToldOn() throws Exception {
        for (String credential : List.of(EdgeApplication.PLATFORM_KEY, "the-gateways-own-words")) {
            assertError(send(open("/fail?how=right&orgId=org_own").header("authorization", credential)
                    .header("x-request-id", "not-told")), 403, "permission_denied");
        }
        for (String body : List.of("{}", "{\"orgId\":null}", "{\"orgId\":7}", "{\"orgId\":[\"org_own\"]}")) {
            send(json(to("/fail?orgId=org_own").header("x-request-id", "not-told"))
                    .POST(BodyPublishers.ofString(body)));
        }
        nothingToldOf("not-told");
    }

    @Test
    void aSideThatCannotTellWhoTakesPartDoesNotChangeTheAnswer(CapturedOutput log) throws Exception {
        double before = meters.get("orgledger.denials.dropped").functionCounter().count();

        assertError(send(to("/fail?how=right&orgId=org_broken")), 403, "permission_denied");

        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(meters.get("orgledger.denials.dropped").functionCounter().count())
                        .isEqualTo(before + 1));
        assertThat(log.getAll()).contains("could not be looked at: StoreDown");
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request) {
        return request.header("content-type", "application/json");
    }

    private static Denial toldOf(String requestId) {
        return await().atMost(Duration.ofSeconds(10)).until(
                () -> EdgeApplication.DENIALS.stream().filter(denial -> denial.requestId().equals(requestId)).toList(),
                told -> told.size() == 1).getFirst();
    }

    /** They come in order: once a later one was told of, an earlier one would have been. */
    private void nothingToldOf(String requestId) throws Exception {
        String last = "last-" + System.nanoTime();
        send(to("/fail?how=right&orgId=org_own").header("x-request-id", last));
        toldOf(last);
        assertThat(EdgeApplication.DENIALS).extracting(Denial::requestId).doesNotContain(requestId);
    }
}
