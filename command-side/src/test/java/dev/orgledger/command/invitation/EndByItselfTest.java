package dev.orgledger.command.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.role.Role;

/** Invitations and roles that end when their time is over, without anybody asking. */
class EndByItselfTest extends AutomationFixture {

    @Test
    void givenAnInvitationWhenNobodyAnswersThenItEndsByItselfOverARestart() {
        stopCommandSide();
        startCommandSide("--orgledger.invitation.lifetime=2s");
        String orgId = organization("Acme");
        invite(orgId, founder());
        stopCommandSide();
        assertThat(stored(orgId, "invitation.expired")).isFalse();

        startCommandSide();

        Awaitility.await().until(() -> stored(orgId, "invitation.expired"));
    }

    @Test
    void givenARoleWithAnEndDateWhenItHasComeThenTheMembershipEnds() {
        startCommandSide();
        String orgId = organization("Acme");
        send(new RegisterUser(EmailAddress.parse(address), null, null, null, false, PLATFORM));

        send(new ProvisionMember(orgId, EmailAddress.parse(address), Role.WRITE, Instant.now().plusSeconds(2),
                PLATFORM));

        assertThat(stored(orgId, "role.expired")).isFalse();
        Awaitility.await().until(() -> stored(orgId, "role.expired"));
    }
}
