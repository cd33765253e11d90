package dev.orgledger.command.webhook.delivery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which addresses deliveries may go to: those of the public internet. By the special-purpose registries of IANA (RFC 6890 and
 * after); what can carry an IPv4 address inside, as translation and tunnels do, is refused whole.
 */
final class PublicAddresses {

    private static final List<IpAddressMatcher> SPECIAL_V4 = matchers("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
            "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Public by its number, but the metadata service of a cloud.
            "168.63.129.16/32");
    private static final IpAddressMatcher GLOBAL_V6 = new IpAddressMatcher("2000::/3");
    private static final List<IpAddressMatcher> SPECIAL_V6 = matchers("2001::/23", "2001:db8::/32", "2002::/16",
            "3fff::/20");

    private PublicAddresses() {
    }

    private static List<IpAddressMatcher> matchers(String... networks) {
        return Stream.of(networks).map(IpAddressMatcher::new).toList();
    }

    /** Whether that is one. Note: an IPv6 address that maps an IPv4 one is looked at as the latter. */
    static boolean contain(InetAddress address) {
        InetAddress plain = plain(address);
        String text = plain.getHostAddress();
        return switch (plain) {
            case Inet4Address v4 -> SPECIAL_V4.stream().noneMatch(network -> network.matches(text));
            case Inet6Address v6 -> GLOBAL_V6.matches(text)
                    && SPECIAL_V6.stream().noneMatch(network -> network.matches(text));
            default -> false;
        };
    }

    /** Without the name of an interface, and a mapped one as what it maps: Java does that by itself when it is made of bytes. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of another length", e);
        }
    }
}
