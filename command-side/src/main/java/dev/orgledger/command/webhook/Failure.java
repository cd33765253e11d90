package dev.orgledger.command.webhook;

import java.util.Locale;

/** Why a receiver could not be asked, or did not answer. */
public enum Failure {
    /** The address, or one that its name stands for, is not a public one. */
    ADDRESS_NOT_ALLOWED,
    /** The name stands for nothing. */
    NAME_NOT_RESOLVED,
    /** Nobody takes connections there. */
    CONNECTION_FAILED,
    /** No trusted encryption came about. */
    TLS_FAILED,
    /** There was no whole answer in time. */
    TIMED_OUT,
    /** The connection ended without a whole answer. */
    NO_ANSWER;

    /** The wire name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
