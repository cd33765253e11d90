package dev.orgledger.command.invitation;

import org.springframework.stereotype.Component;

import dev.orgledger.command.invitation.Invitations.Invitation;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.platform.mail.Mailer;
import dev.orgledger.command.platform.vault.People;

/**
 * Makes the mail of one sending and sends it. Everything personal is looked up now, so that the agenda holds ids only,
 * and whoever was forgotten meanwhile gets no mail.
 */
@Component
class SendInvitationMail implements LaterTask {

    static final String NAME = "invitation-mail";

    private final Invitations invitations;
    private final People people;
    private final JdbcOrganizationNames organizations;
    private final InvitationMail mails;
    private final Mailer mailer;

    SendInvitationMail(Invitations invitations, People people, JdbcOrganizationNames organizations,
            InvitationMail mails,
            Mailer mailer) {
        this.invitations = invitations;
        this.people = people;
        this.organizations = organizations;
        this.mails = mails;
        this.mailer = mailer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String subject) {
        Sending sending = Sending.parse(subject);
        invitations.byId(sending.invitationId())
                .filter(invitation -> invitation.endedAt() == null && invitation.sending() == sending.number())
                .ifPresent(this::send);
    }

    private void send(Invitation invitation) {
        organizations.of(invitation.orgId()).ifPresent(organization -> people.byId(invitation.personId())
                .ifPresent(person -> mailer.send(mails.write(invitation, person.email(), organization))));
    }
}
