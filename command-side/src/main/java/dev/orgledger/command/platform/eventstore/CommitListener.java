package dev.orgledger.command.platform.eventstore;

/** A bean that wants to know at once that events were committed by this process, such as the forwarder. */
@FunctionalInterface
public interface CommitListener {

    /** Events were committed. Called on the thread of the command: only wake somebody up, and throw nothing. */
    void committed();
}
