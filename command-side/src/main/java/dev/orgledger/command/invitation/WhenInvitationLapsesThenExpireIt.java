package dev.orgledger.command.invitation;

import java.time.Instant;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

import dev.orgledger.command.invitation.InvitationCommand.ExpireInvitation;
import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.platform.dispatch.SystemCommands;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.role.Principal;

/**
 * Asks for an invitation's end when its time is over. Each sending makes an entry of its own; the command does nothing
 * for an invitation that was sent again or is gone, so that no entry needs to be taken back.
 */
@Component
@ProcessingGroup("invitation-expiry")
class WhenInvitationLapsesThenExpireIt implements LaterTask {

    private static final String NAME = "invitation-expiry";

    private final Agenda agenda;
    private final SystemCommands commands;

    WhenInvitationLapsesThenExpireIt(Agenda agenda, SystemCommands commands) {
        this.agenda = agenda;
        this.commands = commands;
    }

    @EventHandler
    void on(MemberInvited event) {
        expire(event.orgId(), new Sending(event.invitationId(), 1), event.invitationExpiresAt());
    }

    @EventHandler
    void on(InvitationResent event) {
        expire(event.orgId(), new Sending(event.invitationId(), event.sending()), event.invitationExpiresAt());
    }

    private void expire(String orgId, Sending sending, Instant at) {
        agenda.add(NAME, orgId + ":" + sending.text(), at);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String subject) {
        String[] ids = subject.split(":", -1);
        commands.send(new ExpireInvitation(ids[0], ids[1], new Principal.System()));
    }
}
