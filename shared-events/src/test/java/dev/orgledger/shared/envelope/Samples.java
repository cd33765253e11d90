package dev.orgledger.shared.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;
import dev.orgledger.shared.organization.Retention;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.user.UserEvent.UserErased;
import dev.orgledger.shared.user.UserEvent.UserRegistered;
import dev.orgledger.shared.user.UserEvent.UserUpdated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookSecretRotated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookUpdated;

/** One event of every type with every field set, as {@code approved/<schema>} has it in JSON. */
final class Samples {

    private static final String ORG = "org_0f5c2b1e9d7a4c3f8e6b5a4d3c2b1a09";
    private static final String OWNER = "user_7d1f0c9e8b3a42d5a6c4e2f1b0d9c8a7";
    private static final String PERSON = "user_2b4d6f8a0c1e43578d9bafc1e3057294";
    private static final String INVITATION = "inv_5e4d3c2b1a0f49688776655443322110";
    private static final String KEY = "key_a1b2c3d4e5f60718293a4b5c6d7e8f90";
    private static final String WEBHOOK = "wh_3c9e1f7a5b2d4860a9c8e7f6d5b4a302";
    private static final String HOST = "hooks.acme.example";
    private static final List<String> TOLD = List.of("member.*", "organization.deleted");
    private static final Instant ROLE_END = Instant.parse("2027-06-30T22:00:00Z");
    private static final Instant PREVIOUS_END = Instant.parse("2027-03-31T22:00:00Z");
    private static final Instant INVITATION_END = Instant.parse("2026-11-29T09:30:15.250Z");

    private static final List<DomainEvent> ALL = List.of(
            new OrgCreated(ORG, OWNER, "Acme Rockets", "https://cdn.acme.example/logo.svg", "https://acme.example/"),
            new OrgUpdated(ORG, List.of("name", "logo", "website"), "Acme Rockets", "https://cdn.acme.example/logo.svg",
                    "https://acme.example/", "Acme", "https://cdn.acme.example/old-logo.png",
                    "https://www.acme.example/"),
            new OrgDeleted(ORG, "Acme Rockets"), new OwnershipTransferred(ORG, OWNER, PERSON),
            new RetentionChanged(ORG, new Retention(90, false), new Retention(365, true)),
            new PolicyChanged(ORG, policy(true, 12, 90), policy(false, 10, 30)),
            new MemberInvited(ORG, INVITATION, PERSON, Role.WRITE, ROLE_END, INVITATION_END),
            new MemberJoined(ORG, PERSON, Role.WRITE, ROLE_END, INVITATION),
            new RoleChanged(ORG, PERSON, Role.WRITE, ROLE_END, Role.READ, PREVIOUS_END, INVITATION),
            new MemberRemoved(ORG, PERSON, Role.WRITE), new MemberLeft(ORG, PERSON, Role.WRITE),
            new RoleExpired(ORG, PERSON, Role.WRITE, ROLE_END),
            new InvitationChanged(ORG, INVITATION, PERSON, Role.WRITE, ROLE_END, Role.READ, PREVIOUS_END),
            new InvitationDeclined(ORG, INVITATION, PERSON), new InvitationRevoked(ORG, INVITATION, PERSON),
            new InvitationResent(ORG, INVITATION, PERSON, 2, INVITATION_END, INVITATION_END.minus(Duration.ofDays(4))),
            new InvitationExpired(ORG, INVITATION, PERSON), new UserRegistered(OWNER),
            new UserUpdated(OWNER, List.of("first_name", "two_factor_enabled")), new UserErased(OWNER),
            new ApiKeyCreated(KEY, OWNER, ROLE_END, List.of(ORG), Role.UPLOAD), new ApiKeyRevoked(KEY, OWNER),
            new ApiKeyUpdated(KEY, OWNER, List.of("name", "expires_at"), ROLE_END, PREVIOUS_END),
            new ApiKeyRotated(KEY, OWNER, ROLE_END), new ApiKeyCutOff(ORG, KEY, OWNER),
            new ApiKeyRestored(ORG, KEY, OWNER),
            new WebhookCreated(ORG, WEBHOOK, "Chat", HOST, TOLD, true),
            new WebhookUpdated(ORG, WEBHOOK, List.of("name", "url", "events", "enabled"), "Talk", "talk.acme.example",
                    List.of("*"), false, "Chat", HOST, TOLD, true),
            new WebhookDisabled(ORG, WEBHOOK, "Chat", HOST, "attempts_exhausted"),
            new WebhookDeleted(ORG, WEBHOOK, "Chat", HOST),
            new WebhookSecretRotated(ORG, WEBHOOK, "Chat", ROLE_END));

    /** What the security topic carries, with every field set. */
    static final AccessDenied ATTEMPT = new AccessDenied("den_019a3f2c4b5d4e3a17c9d0e8f4a6b2c1", ORG, 7, "PUT",
            "/organization/security", "permission_denied", "org.update_security", Role.SUPER_ADMIN, Role.ADMIN,
            List.of("two_factor", "password"));

    private Samples() {
    }

    private static SecurityPolicy policy(boolean on, int minLength, int days) {
        return new SecurityPolicy(on, new PasswordPolicy(on, minLength, true, true, false), true, on, days);
    }

    /** The sample event of that type. */
    static DomainEvent event(EventType type) {
        return ALL.stream().filter(event -> event.getClass() == type.javaType()).findFirst()
                .orElseThrow(() -> new AssertionError("no sample event of " + type.name()));
    }

    /** The approved JSON of that type. */
    static byte[] approved(EventType type) {
        return resource("/approved/" + type.schema());
    }

    /** A file of the class path, which must be there. */
    static byte[] resource(String path) {
        try (InputStream in = Samples.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError("missing on the class path: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
