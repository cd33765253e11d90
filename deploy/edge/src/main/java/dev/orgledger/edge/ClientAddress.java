package dev.orgledger.edge;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The address of the client. {@code x-forwarded-for} is believed of the proxies that the operator named, else never. */
final class ClientAddress {

    private final List<IpAddressMatcher> trusted;

    /**
     * @param trustedProxies addresses or networks, such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException for anything else
     */
    ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream().map(String::strip).filter(proxy -> !proxy.isEmpty())
                .map(IpAddressMatcher::new).toList();
    }

    /** Walks from the nearest hop outwards, to the first that no trusted proxy vouches for. */
    String of(HttpServletRequest request) {
        String nearest = request.getRemoteAddr();
        for (String hop : forwardedFor(request)) {
            if (!trusts(nearest)) {
                return nearest;
            }
            Optional<String> address = literal(hop);
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address.get();
        }
        return nearest;
    }

    private List<String> forwardedFor(HttpServletRequest request) {
        if (trusted.isEmpty()) {
            return List.of();
        }
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("x-forwarded-for"))) {
            hops.addAll(List.of(header.split(",")));
        }
        return hops.reversed();
    }

    private boolean trusts(String address) {
        return trusted.stream().anyMatch(proxy -> proxy.matches(address));
    }

    private static Optional<String> literal(String hop) {
        try {
            return Optional.of(InetAddress.ofLiteral(hop.strip()).getHostAddress());
        } catch (IllegalArgumentException e) {
            // A name or nonsense: the last believable hop stands.
            return Optional.empty();
        }
    }
}
