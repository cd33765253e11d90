package dev.orgledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class FreePort {

    static final String LOOPBACK = "127.0.0.1";

    private FreePort() {
    }

    /** The given port if nobody listens on it, or any free one for 0. */
    static int orAny(String part, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // As the servers do it: a connection of the last run that still lingers is no hindrance.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return probe.getLocalPort();
        } catch (BindException e) {
            throw new PortInUse(part, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
