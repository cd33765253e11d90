package dev.orgledger.command.invitation;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.invitation.InvitationCommand.AcceptInvitation;
import dev.orgledger.command.invitation.InvitationCommand.Accepted;
import dev.orgledger.command.invitation.InvitationCommand.DeclineInvitation;
import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.command.invitation.InvitationCommand.RevokeInvitation;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** Contract section 4, the commands about invitations. */
@RestController
class InvitationController {

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    @Admits(Who.ONESELF)
    @PostMapping("/organization/invitations/accept")
    ResponseEntity<Map<String, Object>> accept(CommandRequest request) {
        return request.answer(() -> {
            Named named = named(request);
            return request.<Accepted>send(
                    new AcceptInvitation(named.orgId(), named.invitationId(), named.sending(), request.principal()),
                    accepted -> json("status", "OK", "data",
                            json("org_id", accepted.orgId(), "role", accepted.role().word())));
        });
    }

    @Admits(Who.ONESELF)
    @PostMapping("/organization/invitations/decline")
    ResponseEntity<Map<String, Object>> decline(CommandRequest request) {
        return request.answer(() -> {
            Named named = named(request);
            return request.send(
                    new DeclineInvitation(named.orgId(), named.invitationId(), named.sending(), request.principal()),
                    done -> json("status", "OK"));
        });
    }

    @Requires(Permission.ORG_MANAGE_MEMBERS)
    @PostMapping("/organization/invitations/resend")
    ResponseEntity<Map<String, Object>> resend(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            return request.send(new ResendInvitation(body.orgId(), email(body), request.principal()),
                    done -> json("status", "OK"));
        });
    }

    @Requires(Permission.ORG_MANAGE_MEMBERS)
    @DeleteMapping("/organization/invitations")
    ResponseEntity<Map<String, Object>> revoke(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            return request.send(new RevokeInvitation(body.orgId(), email(body), request.principal()),
                    done -> json("status", "OK"));
        });
    }

    /** The invitation that the request names; {@code sending} is null where it is named by its id. */
    private record Named(String orgId, String invitationId, @Nullable Integer sending) {}

    private Named named(CommandRequest request) {
        request.personId();
        if (request.principal().narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        String token = request.body().text("token");
        if (token != null) {
            return Secret.parse(Secret.Kind.INVITATION, token)
                    .flatMap(secret -> invitations.byTokenHash(secret.hash()))
                    .map(found -> new Named(found.invitation().orgId(), found.invitation().invitationId(),
                            found.sending()))
                    .orElseThrow(() -> Refusal.of(ErrorCode.INVITATION_NOT_FOUND));
        }
        String invitationId = request.body().text("invitation_id");
        if (invitationId == null) {
            throw Refusal.of(ErrorCode.INVALID_BODY).saying("token or invitation_id is required");
        }
        return invitations.byId(invitationId).map(found -> new Named(found.orgId(), found.invitationId(), null))
                .orElseThrow(() -> Refusal.of(ErrorCode.INVITATION_NOT_FOUND));
    }

    private static EmailAddress email(Body body) {
        return EmailAddress.parse(body.required("email", ErrorCode.INVALID_EMAIL));
    }
}
