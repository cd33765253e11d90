package dev.orgledger.command.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.platform.mail.MailFolder;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.user.UserEvent.UserErased;

/**
 * Deletes the mails to a forgotten person that stand as files: invitations, and what went to organizations whose management
 * address was the person's. Once more a while later, as one may have been on its way into its file.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ProcessingGroup("erased-mails")
class WhenUserErasedThenDeleteTheirMails implements LaterTask, Forgets {

    private static final String NAME = "erased-mails";
    private static final String AGAIN = ":again";
    /** Before the id of an organization. */
    private static final String OF = ":of:";
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final Agenda agenda;
    private final Clock clock;
    private final Invitations invitations;
    private final Contacts contacts;
    private final MailFolder mails;

    WhenUserErasedThenDeleteTheirMails(Agenda agenda, Clock clock, Invitations invitations, Contacts contacts,
            MailFolder mails) {
        this.agenda = agenda;
        this.clock = clock;
        this.invitations = invitations;
        this.contacts = contacts;
        this.mails = mails;
    }

    @EventHandler
    void on(UserErased event) {
        delete(event.userId());
    }

    /** First of all memories: the others forget which organizations had the address. */
    @Override
    public void forget(Person person) {
        contacts.everWithAddress(person.email()).forEach(orgId -> delete(person.personId() + OF + orgId));
    }

    private void delete(String subject) {
        Instant now = clock.instant();
        agenda.add(NAME, subject, now);
        agenda.add(NAME, subject + AGAIN, now.plus(A_WHILE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String subject) {
        String whose = subject.replace(AGAIN, "");
        int of = whose.indexOf(OF);
        mails.delete(of < 0 ? invitations.allOf(whose) : List.of(whose.substring(of + OF.length())));
    }
}
