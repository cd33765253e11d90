package dev.orgledger.command.platform.mail;

import java.time.Instant;

/**
 * One mail to one person, in plain text and in HTML that says the same.
 *
 * @param id the same in every repeat, so that a receiver and a folder see a repeat as one; letters, digits, {@code ._-}
 * @param at when it was asked for
 */
public record Mail(String id, Instant at, String to, String subject, String text, String html) {

    /** Without anything personal or secret. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
