package dev.orgledger.embedded;

/** Somebody else listens on the port that was asked for. The message is meant for the person who started the program. */
public final class PortInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortInUse(String part, int port) {
        super("Port " + port + " on " + FreePort.LOOPBACK + ", wanted for " + part + ", is in use by another program.");
    }
}
