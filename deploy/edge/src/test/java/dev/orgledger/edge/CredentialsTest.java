package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.shared.credential.Secret;

/** Who gets in, by which header, with no identity provider configured. */
class CredentialsTest extends EdgeTest {

    @ParameterizedTest
    @CsvSource({"authorization,''", "Authorization,'Bearer '", "authorization,'bEARER '", "x-api-key,''", "capgkey,''"})
    void aKeyIsTakenFromAnyOfItsPlaces(String header, String scheme) throws Exception {
        HttpResponse<String> key = send(open("/echo").header(header, scheme + EdgeApplication.KEY.reveal()));
        HttpResponse<String> platform = send(open("/echo").header(header, scheme + EdgeApplication.PLATFORM_KEY));

        assertThat(json(key).path("principal").asString()).startsWith("ApiKey[keyId=reader, userId=user_1");
        assertThat(json(platform).path("principal").asString()).isEqualTo("Platform[]");
    }

    @Test
    void theSideThatServesTheRequestIsAsked() throws Exception {
        assertThat(json(post("/echo", "{}")).path("principal").asString()).startsWith("ApiKey[keyId=writer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/nowhere", "/actuator/env", "/error", "/organization/invitations/preview/x"})
    void noCredentialIs401(String path) throws Exception {
        HttpResponse<String> answer = send(open(path).header("authorization", "Bearer "));

        assertError(answer, 401, "missing_credentials");
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void aKeyThatIsUnknownOrMistypedIs401() throws Exception {
        String unknown = Secret.generate(Secret.Kind.API_KEY).reveal();
        String mistyped = EdgeApplication.KEY.reveal().replace("olk_", "olk-");

        for (String typed : new String[]{unknown, mistyped, "Basic dTpw", "nonsense", "a.b", "Bearer ü"}) {
            assertError(send(open("/echo").header("authorization", typed)), 401, "invalid_api_key");
        }
        assertError(send(open("/echo").header("x-api-key", "a.b.c")), 401, "invalid_api_key");
    }

    @Test
    void aTypingErrorIsFoundBeforeAnySideIsAsked() throws Exception {
        String right = EdgeApplication.KEY.reveal();
        int before = EdgeApplication.LOOK_UPS.get();
        for (int place : new int[]{4, 20, right.length() - 7, right.length() - 1}) {
            String typed = right.substring(0, place) + (right.charAt(place) == '0' ? '1' : '0')
                    + right.substring(place + 1);
            assertError(send(open("/echo").header("authorization", typed)), 401, "invalid_api_key");
            assertError(send(open("/echo").header("authorization", typed).POST(BodyPublishers.ofString("{}"))), 401,
                    "invalid_api_key");
        }
        assertError(send(open("/echo").header("authorization", right + "0")), 401, "invalid_api_key");
        assertError(send(open("/echo").header("authorization", right.substring(1))), 401, "invalid_api_key");
        assertThat(EdgeApplication.LOOK_UPS.get()).isEqualTo(before);

        assertThat(send(to("/echo")).statusCode()).isEqualTo(200);
        assertThat(EdgeApplication.LOOK_UPS.get()).isEqualTo(before + 1);
    }

    @Test
    void aTokenIs401WhereNoIssuerIsConfigured() throws Exception {
        assertError(send(open("/echo").header("authorization", "Bearer a.b.c")), 401, "invalid_token");
    }

    @Test
    void theFewPublicPathsAskForNothing() throws Exception {
        assertThat(send(open("/organization/invitations/preview")).statusCode()).isEqualTo(200);
        assertThat(send(open("/organization/invitations/preview/").header("x-api-key", "wrong")).statusCode())
                .isEqualTo(200);
        assertThat(send(open("/actuator/health")).statusCode()).isEqualTo(200);
        assertThat(send(open("/actuator/health/readiness")).body()).contains("UP");
        assertError(send(open("/organization/invitations/preview").POST(BodyPublishers.noBody())), 401,
                "missing_credentials");
    }
}
