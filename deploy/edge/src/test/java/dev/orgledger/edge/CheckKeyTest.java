package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** What a gateway holds opens nothing but the checks. */
class CheckKeyTest extends EdgeTest {

    @ParameterizedTest
    @ValueSource(strings = {"the-gateways-own-words", "the-next-words"})
    void eachOfTheListAsksAboutPermissionsAndNothingElse(String key) throws Exception {
        // Nobody answers here: what counts is that the request got through to where the end point would be.
        assertError(send(open("/authorization/check").header("authorization", key)), 404, "not_found");
        assertError(send(open("/authorization").header("x-api-key", key)), 404, "not_found");

        for (String path : List.of("/echo", "/number?number=1", "/nowhere", "/authorizations", "/actuator/env")) {
            assertError(send(open(path).header("authorization", key)), 403, "permission_denied");
        }
        assertError(send(open("/echo").header("authorization", key).header("content-type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{"))), 403, "permission_denied");
    }

    @Test
    void aPathThatOnlyPretendsIsNoWayAround() throws Exception {
        for (String path : List.of("/authorization/%2e%2e/echo", "/authorization;/echo", "/authorization//echo")) {
            assertThat(send(open(path).header("authorization", "the-next-words")).statusCode()).as(path)
                    .isIn(400, 403, 404);
        }
    }

    @Test
    void thereIsNoneUnlessConfigured() {
        CheckKeys none = new EdgeAutoConfiguration().checkKeys(List.of(""), new PlatformKeys(List.of("root")));
        assertThat(none.matches("")).isFalse();
        assertThat(none.matches("root")).isFalse();
    }

    @Test
    void aPlatformKeyAsCheckKeyStopsTheStartWithoutNamingIt() {
        assertThatThrownBy(() -> new EdgeAutoConfiguration().checkKeys(List.of("one", " root "),
                new PlatformKeys(List.of("root")))).isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("orgledger.check-key").hasMessageNotContaining("root");
    }
}
