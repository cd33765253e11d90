package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class SnapshotTest extends OrganizationFixture {

    @Test
    void givenAFullOrganizationWhenReadFromASnapshotThenTheSame() {
        acme(joined(ALICE, Role.ADMIN, NOW.plus(WEEK)), joined(BOB, Role.AUDITOR),
                new OrgUpdated(ORG, List.of("website"), "Acme", null, "https://acme.example/", "Acme", null, null),
                new PolicyChanged(ORG, new SecurityPolicy(false, PasswordPolicy.OFF, true, true, 30),
                        SecurityPolicy.NONE),
                invited(CAROL, Role.READ, NOW.plus(WEEK), OLGA),
                vouchedBy(ALICE,
                        new InvitationChanged(ORG, invitationOf(CAROL), "user_carol", Role.WRITE, null, Role.READ,
                                NOW.plus(WEEK))))
                .whenInvoking(ORG, organization -> {
                }).expectState(organization -> assertThat(read(EventJson.mapper().writeValueAsBytes(organization)))
                        .usingRecursiveComparison().isEqualTo(organization));
    }

    @Test
    void givenASnapshotOfTodayWhenReadByALaterReleaseThenThisIsItsShape() {
        Organization read = read("""
                {"org_id":"org_1","state":{"org_id":"org_1","owner_id":"user_1","name":"Acme","deleted":false,
                 "policy":{"enforcing_2fa":true,"enforce_hashed_api_keys":false,"require_apikey_expiration":true,
                  "password_policy":{"enabled":true,"min_length":12,"require_uppercase":true,"require_number":false,
                   "require_special":true}},
                 "members":{"user_1":{"role":"super_admin","since":"2026-11-01T10:00:00Z","granted_by":"e1"}},
                 "invitations":{"user_2":{"invitation_id":"inv_1","role":"read","sending":2,"invited_by":"user_1",
                  "sent_at":"2026-11-01T10:00:00Z","expires_at":"2026-11-08T10:00:00Z"}}}}""".getBytes());

        assertThat(read.standing(new Principal.User("user_1"), people).binding())
                .hasFieldOrPropertyWithValue("role", Role.SUPER_ADMIN)
                .hasFieldOrPropertyWithValue("grantedBy", "e1");
        assertThat(read.standing(new Principal.User("user_1"), people).policy()).isEqualTo(
                new SecurityPolicy(true, new PasswordPolicy(true, 12, true, false, true), false, true, null));
        assertThat(EventJson.mapper().valueToTree(read).at("/state/invitations/user_2"))
                .isEqualTo(EventJson.mapper().readTree("""
                        {"invitation_id":"inv_1","role":"read","sending":2,"sent_at":"2026-11-01T10:00:00Z",
                         "expires_at":"2026-11-08T10:00:00Z","invited_by":"user_1"}"""));
    }

    private static Organization read(byte[] snapshot) {
        return EventJson.mapper().readValue(snapshot, Organization.class);
    }
}
