package dev.orgledger.command.webhook.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import org.apache.hc.client5.http.DnsResolver;

import dev.orgledger.command.webhook.WebhookUrl;

/**
 * Tells a client which addresses it may connect to, at the moment it connects: it uses these very ones, so that a name that
 * stands for something else meanwhile gets nowhere. One bad address refuses the name.
 */
final class ReceiverAddresses implements DnsResolver {

    /** The name stands for an address that deliveries must not go to. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    private final DnsResolver names;
    private final boolean allowLoopback;

    /**
     * @param names what names stand for
     * @param allowLoopback whether the two names of this machine will do, which then must stand for it
     */
    ReceiverAddresses(DnsResolver names, boolean allowLoopback) {
        this.names = names;
        this.allowLoopback = allowLoopback;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException();
        }
        boolean local = allowLoopback && WebhookUrl.local(host);
        if (!Arrays.stream(addresses)
                .allMatch(each -> local ? each.isLoopbackAddress() : PublicAddresses.contain(each))) {
            throw new Refused();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return host;
    }
}
