package dev.orgledger.command.invitation;

import java.time.Clock;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;

/**
 * Puts the mail on the agenda, in the transaction of the event: the command waits for no mail server, and no accepted
 * invitation stays without its mail.
 */
@Component
@ProcessingGroup("invitation-mail")
class WhenMemberInvitedThenSendInvitationMail {

    private final Agenda agenda;
    private final Clock clock;

    WhenMemberInvitedThenSendInvitationMail(Agenda agenda, Clock clock) {
        this.agenda = agenda;
        this.clock = clock;
    }

    @EventHandler
    void on(MemberInvited event) {
        send(new Sending(event.invitationId(), 1));
    }

    @EventHandler
    void on(InvitationResent event) {
        send(new Sending(event.invitationId(), event.sending()));
    }

    private void send(Sending sending) {
        agenda.add(SendInvitationMail.NAME, sending.text(), clock.instant());
    }
}
