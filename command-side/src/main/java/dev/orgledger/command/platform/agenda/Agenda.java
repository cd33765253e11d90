package dev.orgledger.command.platform.agenda;

import java.time.Instant;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Makes entries, in the transaction of whoever asks: no event without its entry, no entry without its event. */
public final class Agenda {

    private final SchedulerClient entries;
    private final AgendaRunner runner;

    Agenda(SchedulerClient entries, AgendaRunner runner) {
        this.entries = entries;
        this.runner = runner;
    }

    /**
     * Asks for that work at that time; at once after the commit when the time has come. Asking again for what is waiting
     * changes nothing.
     *
     * @param task {@link LaterTask#name()}
     * @param subject what it is about: ids only
     */
    public void add(String task, String subject, Instant at) {
        entries.scheduleIfNotExists(new TaskInstance<>(task, subject), at);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            runner.wake();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                runner.wake();
            }
        });
    }
}
