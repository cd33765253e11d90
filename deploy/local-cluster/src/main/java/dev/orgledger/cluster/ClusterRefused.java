package dev.orgledger.cluster;

/** Why no cluster is started, said to the person at the terminal. */
public final class ClusterRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterRefused(String message, String advice) {
        super(message + "\n" + advice);
    }
}
