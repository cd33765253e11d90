package dev.orgledger.command.member;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.member.MemberCommand.ChangeMember;
import dev.orgledger.command.member.MemberCommand.Changed;
import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.member.MemberCommand.RemoveMember;
import dev.orgledger.command.platform.captcha.Captcha;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.value.AnEndDateLiesInTheFuture;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** Contract section 4, the commands about members. */
@RestController
class MemberController {

    private static final String PENDING = "invite_";

    private final OrganizationCheck access;
    private final People people;
    private final Captcha captcha;
    private final Clock clock;

    MemberController(OrganizationCheck access, People people, Captcha captcha, Clock clock) {
        this.access = access;
        this.people = people;
        this.captcha = captcha;
        this.clock = clock;
    }

    @Admits(value = Who.PLATFORM, permissions = Permission.ORG_MANAGE_MEMBERS)
    @PostMapping("/organization/members")
    ResponseEntity<Map<String, Object>> add(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            if (request.principal() instanceof Principal.Platform) {
                access.requireExistence(body.orgId());
            } else {
                // Whoever may not invite may not provision either, and learns that before any field is read.
                access.require(request.principal(), body.orgId(), Permission.ORG_MANAGE_MEMBERS);
            }
            return body.flag("direct").orElse(false) ? provision(request) : invite(request);
        });
    }

    private ResponseEntity<Map<String, Object>> invite(CommandRequest request) {
        Body body = request.body();
        if (request.principal() instanceof Principal.Platform) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        EmailAddress email = email(body);
        Role role = grantedRole(body);
        PersonName firstName = PersonName.parse(body.text("first_name"), "first_name");
        PersonName lastName = PersonName.parse(body.text("last_name"), "last_name");
        Instant expiresAt = endDate(body);
        if (!(request.principal() instanceof Principal.ApiKey)) {
            captcha.require(body.text("captcha_token"), request.address());
        }
        return request.<Invited>send(
                new InviteMember(body.orgId(), Ids.invitation(), email, role, firstName, lastName, expiresAt,
                        request.principal()),
                sent -> json("status", "OK", "data",
                        json("invitation_id", sent.invitationId(), "uid", null, "email", sent.email(), "role",
                                PENDING + sent.role().word(), "image_url", null, "expires_at", sent.expiresAt(),
                                "invitation_expires_at", sent.invitationExpiresAt())));
    }

    private ResponseEntity<Map<String, Object>> provision(CommandRequest request) {
        Body body = request.body();
        if (!(request.principal() instanceof Principal.Platform)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return request.<Changed>send(
                new ProvisionMember(body.orgId(), email(body), grantedRole(body), endDate(body), request.principal()),
                joined -> json("status", "OK", "data",
                        json("uid", joined.userId(), "email", joined.email(), "role", joined.role().word())));
    }

    @Requires(Permission.ORG_MANAGE_MEMBERS)
    @PutMapping("/organization/members")
    ResponseEntity<Map<String, Object>> change(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            EmailAddress email = email(body);
            String role = body.text("role");
            Change<Role> newRole = body.has("role") ? Change.to(role(role)) : Change.keep();
            Change<Instant> newEnd = body.has("expires_at") ? Change.to(endDate(body)) : Change.keep();
            return request.<Changed>send(new ChangeMember(body.orgId(), email, newRole, newEnd, request.principal()),
                    now -> json("status", "OK", "data", json("uid", now.userId(), "email", now.email(), "role",
                            now.userId() == null ? PENDING + now.role().word() : now.role().word(), "expires_at",
                            now.expiresAt())));
        });
    }

    @Admits(value = Who.ONESELF, permissions = Permission.ORG_MANAGE_MEMBERS)
    @DeleteMapping("/organization/members")
    ResponseEntity<Map<String, Object>> remove(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            access.requirePart(request.principal(), body.orgId());
            if (!isOneself(request.principal(), body)) {
                access.require(request.principal(), body.orgId(), Permission.ORG_MANAGE_MEMBERS);
            }
            return request.send(new RemoveMember(body.orgId(), email(body), request.principal()),
                    done -> json("status", "OK"));
        });
    }

    private boolean isOneself(Principal principal, Body body) {
        // What is no text names nobody: the permission is asked for before that is said.
        String email = body.json().path("email").asString(null);
        String personId = principal.personId();
        return email != null && personId != null
                && people.byId(personId).filter(self -> self.email().equalsIgnoreCase(email.strip())).isPresent();
    }

    private @Nullable Instant endDate(Body body) {
        Instant end = body.time("expires_at", ErrorCode.INVALID_EXPIRATION);
        if (end != null) {
            AnEndDateLiesInTheFuture.check(end, clock.instant());
        }
        return end;
    }

    private static EmailAddress email(Body body) {
        return EmailAddress.parse(body.required("email", ErrorCode.INVALID_EMAIL));
    }

    /** {@code role} or {@code invite_type}, with or without the prefix that pending roles have in answers. */
    private static Role grantedRole(Body body) {
        String role = body.text("role");
        String word = role == null ? body.text("invite_type") : role;
        return role(word != null && word.startsWith(PENDING) ? word.substring(PENDING.length()) : word);
    }

    private static Role role(@Nullable String word) {
        return Role.of(word == null ? "" : word).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_ROLE));
    }
}
