package dev.orgledger.command.invitation;

import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.authentication.ServerSecret;
import dev.orgledger.shared.credential.Secret;

/**
 * The secret in the link of an invitation mail. Made from the server's secret whenever it is needed, so that a mail can
 * be written again after a restart and no copy is stored.
 */
@Component
public class InvitationTokens {

    private final ServerSecret serverSecret;

    InvitationTokens(ServerSecret serverSecret) {
        this.serverSecret = serverSecret;
    }

    /** The token of that sending, counted from 1. */
    public Secret of(String invitationId, int sending) {
        return Secret.from(Secret.Kind.INVITATION, serverSecret.sign(invitationId + ":" + sending));
    }
}
