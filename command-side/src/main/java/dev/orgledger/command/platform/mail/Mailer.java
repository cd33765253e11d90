package dev.orgledger.command.platform.mail;

/** Hands a mail over. It has been taken when this returns, and can be tried again when it throws. */
@FunctionalInterface
public interface Mailer {

    /**
     * Sends that mail.
     *
     * @throws RuntimeException when nobody confirmed that it was taken
     */
    void send(Mail mail);
}
