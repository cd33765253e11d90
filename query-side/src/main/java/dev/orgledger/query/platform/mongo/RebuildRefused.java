package dev.orgledger.query.platform.mongo;

/** A rebuild that cannot begin, or go on; says why to the operator. */
public final class RebuildRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RebuildRefused(String message) {
        super(message);
    }
}
