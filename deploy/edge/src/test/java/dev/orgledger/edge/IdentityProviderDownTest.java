package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service starts and takes keys while its identity provider is away. */
class IdentityProviderDownTest extends EdgeTest {

    private static final String TOKEN = tokenOfOneThatIsGone();
    private static String uri;

    private static String tokenOfOneThatIsGone() {
        try (Issuer issuer = new Issuer()) {
            uri = issuer.uri();
            return issuer.token(Map.of());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void identityProvider(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", () -> uri);
        properties.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> Issuer.AUDIENCE);
    }

    @Test
    void aTokenIs503AndAKeyIsTaken() throws Exception {
        HttpResponse<String> answer = send(open("/echo").header("authorization", "Bearer " + TOKEN));

        assertError(answer, 503, "store_unavailable");
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
        assertThat(send(to("/echo")).statusCode()).isEqualTo(200);
    }
}
