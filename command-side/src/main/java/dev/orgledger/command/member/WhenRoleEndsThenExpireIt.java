package dev.orgledger.command.member;

import java.time.Instant;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.command.member.MemberCommand.ExpireRole;
import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.platform.dispatch.SystemCommands;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.role.Principal;

/**
 * Asks for a role's end at its end date. Each date makes an entry of its own; the command does nothing when the date was
 * moved or the member is gone.
 */
@Component
@ProcessingGroup("role-expiry")
class WhenRoleEndsThenExpireIt implements LaterTask {

    private static final String NAME = "role-expiry";

    private final Agenda agenda;
    private final SystemCommands commands;

    WhenRoleEndsThenExpireIt(Agenda agenda, SystemCommands commands) {
        this.agenda = agenda;
        this.commands = commands;
    }

    @EventHandler
    void on(MemberJoined event) {
        expire(event.orgId(), event.personId(), event.expiresAt());
    }

    @EventHandler
    void on(RoleChanged event) {
        expire(event.orgId(), event.personId(), event.expiresAt());
    }

    private void expire(String orgId, String personId, @Nullable Instant at) {
        if (at != null) {
            agenda.add(NAME, orgId + ":" + personId + ":" + at.toEpochMilli(), at);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String subject) {
        String[] ids = subject.split(":", -1);
        commands.send(new ExpireRole(ids[0], ids[1], new Principal.System()));
    }
}
