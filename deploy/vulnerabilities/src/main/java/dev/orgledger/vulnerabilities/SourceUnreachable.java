package dev.orgledger.vulnerabilities;

/** The source of known vulnerabilities could not be asked, or its answer is none: nothing is known of the components. */
final class SourceUnreachable extends Exception {

    private static final long serialVersionUID = 1L;

    SourceUnreachable(String why) {
        super(why);
    }
}
