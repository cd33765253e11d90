package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whose word for the client's address counts. */
class ClientAddressTest {

    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "192.168.1.1", "::1"));

    @ParameterizedTest
    @CsvSource({"10.0.0.1,'9.9.9.9',9.9.9.9", "10.0.0.1,'8.8.8.8, 9.9.9.9',9.9.9.9",
            "10.0.0.1,'9.9.9.9, 10.2.3.4',9.9.9.9", "7.7.7.7,'9.9.9.9',7.7.7.7", "10.0.0.1,'unknown',10.0.0.1",
            "10.0.0.1,'9.9.9.9, <b>',10.0.0.1", "192.168.1.1,'10.0.0.2',10.0.0.2", "0:0:0:0:0:0:0:1,'9.9.9.9',9.9.9.9"})
    void theFirstHopThatNoProxyVouchesForIsTheClient(String remote, String forwarded, String client) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(remote);
        request.addHeader("x-forwarded-for", forwarded);

        assertThat(addresses.of(request)).isEqualTo(client);
    }

    @Test
    void aProxyMustBeAnAddressOrANetwork() {
        assertThatThrownBy(() -> new ClientAddress(List.of("proxy.example.org")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
