package dev.orgledger.command.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "1.1.1.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "100.63.0.1",
            "100.128.0.1", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001::1"})
    void allowed(String address) {
        assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
            "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1",
            "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "fc00::1",
            "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1",
            "5f00::1"})
    void refused(String address) {
        assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void aMappedAddressIsWhatItMaps() {
        assertThat(PublicAddresses.contain(InetAddress.ofLiteral("::ffff:93.184.216.34"))).isTrue();
        assertThat(PublicAddresses.contain(InetAddress.ofLiteral("::ffff:10.0.0.1"))).isFalse();
    }

    @Test
    void oneBadAddressRefusesTheName() throws UnknownHostException {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("good.example", InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("2606:4700::1111"));
        names.add("mixed.example", InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("::1"));
        names.add("localhost", InetAddress.ofLiteral("127.0.0.1"));
        DnsResolver strict = new ReceiverAddresses(names, false);
        DnsResolver local = new ReceiverAddresses(names, true);

        assertThat(strict.resolve("good.example")).hasSize(2);
        assertThatThrownBy(() -> strict.resolve("mixed.example")).isInstanceOf(ReceiverAddresses.Refused.class);
        assertThatThrownBy(() -> strict.resolve("localhost")).isInstanceOf(ReceiverAddresses.Refused.class);
        assertThatThrownBy(() -> strict.resolve("unknown.example")).isInstanceOf(UnknownHostException.class)
                .isNotInstanceOf(ReceiverAddresses.Refused.class);
        assertThat(local.resolve("localhost")).hasSize(1);
        assertThatThrownBy(() -> local.resolve("mixed.example")).isInstanceOf(ReceiverAddresses.Refused.class);
    }

    @Test
    void aNameOfThisMachineThatStandsForAnotherIsRefused() {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("localhost", InetAddress.ofLiteral("93.184.216.34"));
        assertThatThrownBy(() -> new ReceiverAddresses(names, true).resolve("localhost"))
                .isInstanceOf(ReceiverAddresses.Refused.class);
    }
}
