package dev.orgledger.command.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.platform.mail.MailFolder;
import dev.orgledger.shared.user.UserEvent.UserErased;

/**
 * Deletes the mails to a forgotten person that stand as files, and lets PostgreSQL take back what its tables and statistics
 * still hold. Done a second time a while later: a mail may have been on its way into its file, and a transaction from before may
 * have kept old rows.
 */
@Component
@ProcessingGroup("erasure")
class WhenUserErasedThenClearUp implements LaterTask {

    private static final String NAME = "erasure";
    private static final Duration A_WHILE = Duration.ofMinutes(2);
    private static final String AGAIN = ":again";

    private final Agenda agenda;
    private final Clock clock;
    private final Invitations invitations;
    private final MailFolder mails;
    private final JdbcVacuum vacuum;

    WhenUserErasedThenClearUp(Agenda agenda, Clock clock, Invitations invitations, MailFolder mails,
            JdbcVacuum vacuum) {
        this.agenda = agenda;
        this.clock = clock;
        this.invitations = invitations;
        this.mails = mails;
        this.vacuum = vacuum;
    }

    @EventHandler
    void on(UserErased event) {
        Instant now = clock.instant();
        agenda.add(NAME, event.userId(), now);
        agenda.add(NAME, event.userId() + AGAIN, now.plus(A_WHILE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String subject) {
        String personId = subject.endsWith(AGAIN) ? subject.substring(0, subject.length() - AGAIN.length()) : subject;
        mails.delete(invitations.allOf(personId));
        vacuum.ofTheVault();
    }
}
