package dev.orgledger.command.platform.agenda;

/**
 * A kind of work that is done later: at least once, normally once, whatever is restarted in between. Beans of it are found
 * by themselves; entries are made by {@link Agenda#add}.
 */
public interface LaterTask {

    /** Stands in the table: never change it while entries are waiting. */
    String name();

    /**
     * Does the work, or finds that there is none any more. What it throws makes it be tried again, later and later.
     *
     * @param subject as given to the agenda
     */
    void run(String subject);
}
