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
 * Deletes the mails to a forgotten person that stand as files; and once more a while later, as one may have been on its way into
 * its file.
 */
@Component
@ProcessingGroup("erased-mails")
class WhenUserErasedThenDeleteTheirMails implements LaterTask {

    private static final String NAME = "erased-mails";
    private static final String AGAIN = ":again";
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final Agenda agenda;
    private final Clock clock;
    private final Invitations invitations;
    private final MailFolder mails;

    WhenUserErasedThenDeleteTheirMails(Agenda agenda, Clock clock, Invitations invitations, MailFolder mails) {
        this.agenda = agenda;
        this.clock = clock;
        this.invitations = invitations;
        this.mails = mails;
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
        mails.delete(invitations.allOf(subject.replace(AGAIN, "")));
    }
}
