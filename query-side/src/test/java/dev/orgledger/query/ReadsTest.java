package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Invited;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;

/** The reads of contract sections 3 and 4, over HTTP, from records as the forwarder writes them. */
class ReadsTest extends ReadsFixture {

    @Test
    void givenAnOrganizationWhenReadThenItsFieldsAndVersion() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        feed.event(ada.by(), new OrgUpdated(org, java.util.List.of("name"), "Acme 2", null, null, "Acme", null, null));
        feed.contact(org, new ContactRecord("office@example.test"));

        Answer one = as(ada).get("/organization", "orgId", org);

        assertThat(one.status()).as("%s", one).isEqualTo(200);
        assertThat(one.header("x-org-version")).isEqualTo("3");
        assertThat(one.header("etag")).isEqualTo("\"3\"");
        assertThat(one.data().propertyNames()).containsExactly("id", "created_by", "created_at", "updated_at", "logo",
                "name", "management_email", "customer_id", "website");
        assertThat(one.data().path("name").asString()).isEqualTo("Acme 2");
        assertThat(one.data().path("management_email").asString()).isEqualTo("office@example.test");
        assertThat(one.data().path("created_by").asString()).isEqualTo(ada.id());
        assertThat(Instant.parse(one.data().path("updated_at").asString())).isEqualTo(feed.now());
        assertThat(one.data().path("customer_id").isNull()).isTrue();
        assertThat(as(ada).get("/organization/", "orgId", org).status()).isEqualTo(200);
    }

    @Test
    void givenSeveralOrganizationsWhenListedThenNewestFirstWithRoleAndPages() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String first = world.organization(ada, "First");
        String second = world.organization(bob, "Second");
        String third = world.organization(ada, "Third");
        world.joins(second, ada, Role.READ);

        Caller caller = as(ada);
        Answer all = caller.get("/organization");
        assertThat(all.column("id")).containsExactly(third, second, first);
        assertThat(all.column("role")).containsExactly("super_admin", "read", "super_admin");
        assertThat(all.json().path("total").asInt()).isEqualTo(3);
        assertThat(all.json().path("page").asInt()).isZero();
        assertThat(all.json().path("limit").asInt()).isEqualTo(50);
        assertThat(all.json().path("next_cursor").isNull()).isTrue();
        assertThat(caller.get("/organization", "limit", 500).json().path("limit").asInt()).isEqualTo(100);
        assertThat(caller.get("/organization", "limit", 1, "page", 1).column("id")).containsExactly(second);

        Answer top = caller.get("/organization", "limit", 1);
        world.organization(ada, "Newer");
        String cursor = top.json().path("next_cursor").asString();
        assertThat(as(ada).get("/organization", "limit", 2, "cursor", cursor).column("id")).containsExactly(second,
                first);
        assertThat(caller.get("/organization", "cursor", "bm9uc2Vuc2U").code()).isEqualTo("invalid_cursor");
        assertThat(caller.get("/organization", "limit", "x").code()).isEqualTo("invalid_page");
    }

    @Test
    void givenStrangersAndMembersWithoutRightWhenReadingThen404And403() {
        Person ada = world.person("Ada");
        Person eve = world.person("Eve");
        Person reader = world.person("Rea");
        String org = world.organization(ada, "Acme");
        world.joins(org, reader, Role.READ);

        for (String path : new String[]{"/organization", "/organization/members", "/organization/audit",
                "/organization/invitations", "/apikey"}) {
            Answer foreign = as(eve).get(path, "orgId", org);
            Answer unknown = as(eve).get(path, "orgId", Ids.organization());
            assertThat(foreign.status()).as(path).isEqualTo(404);
            assertThat(foreign.response().body()).as(path).isEqualTo(unknown.response().body());
            assertThat(foreign.code()).isEqualTo("organization_not_found");
        }
        Answer denied = as(reader).get("/organization/audit", "orgId", org);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.json().path("error").asString()).isEqualTo("Admin role required");
        assertThat(denied.json().at("/details/permission").asString()).isEqualTo("org.read_audit");
        assertThat(denied.json().at("/details/your_role").asString()).isEqualTo("read");
        assertThat(denied.json().at("/details/required_role").asString()).isEqualTo("admin");
        assertThat(as(reader).get("/organization/invitations", "orgId", org).json().path("error").asString())
                .isEqualTo("Insufficient permissions to manage members");
        assertThat(running.platform().get("/organization", "orgId", org).status()).isEqualTo(403);
        assertThat(as(ada).get("/organization/members").code()).isEqualTo("org_id_required");

        feed.event(ada.by(), new OrgDeleted(org, "Acme"));
        assertThat(as(ada).get("/organization", "orgId", org).code()).isEqualTo("organization_not_found");
        assertThat(as(ada).get("/organization").column("id")).isEmpty();
        assertThat(as(ada).get("/organization/audit", "orgId", org).column("action")).first()
                .isEqualTo("organization.deleted");
        assertThat(as(reader).get("/organization/audit", "orgId", org).status()).isEqualTo(404);
        assertThat(running.platform().get("/organization/audit", "orgId", org).status()).isEqualTo(200);
    }

    @Test
    void givenMembersAndInvitationsWhenListedThenInOrderAndFiltered() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        Person cy = world.person("Cy");
        String org = world.organization(ada, "Acme");
        world.joins(org, bob, Role.WRITE);
        world.joins(org, cy, Role.READ);
        Invited invited = world.invites(org, ada, Ids.person(), "new@example.test", Role.UPLOAD,
                Instant.now().plus(Duration.ofDays(7)));
        world.invites(org, ada, Ids.person(), "late@example.test", Role.READ, Instant.now().minusSeconds(60));
        feed.event(ada.by(), new RoleChanged(org, bob.id(), Role.ADMIN, null, Role.WRITE, null, null));

        Answer all = as(ada).get("/organization/members", "orgId", org);
        assertThat(all.column("uid")).containsExactly(ada.id(), bob.id(), cy.id(), "");
        assertThat(all.column("role")).containsExactly("super_admin", "admin", "read", "invite_upload");
        assertThat(all.column("status")).containsExactly("active", "active", "active", "pending");
        assertThat(all.column("is_owner")).startsWith("true", "false");
        assertThat(all.column("email")).containsExactly(ada.email(), bob.email(), cy.email(), "new@example.test");
        assertThat(all.data().path(3).path("invitation_id").asString()).isEqualTo(invited.id());
        assertThat(all.json().path("total").asInt()).isEqualTo(4);

        Caller caller = as(cy);
        assertThat(caller.get("/organization/members", "orgId", org, "email", bob.email().toUpperCase()).column("uid"))
                .containsExactly(bob.id());
        assertThat(caller.get("/organization/members", "orgId", org, "role", "admin").column("uid"))
                .containsExactly(bob.id());
        assertThat(caller.get("/organization/members", "orgId", org, "role", "invite_upload").column("email"))
                .containsExactly("new@example.test");
        assertThat(caller.get("/organization/members", "orgId", org, "role", "king").code()).isEqualTo("invalid_role");
        assertThat(caller.get("/organization/members", "orgId", org, "limit", 2, "page", 1).column("email"))
                .containsExactly(cy.email(), "new@example.test");
        String cursor = caller.get("/organization/members", "orgId", org, "limit", 3).json().path("next_cursor")
                .asString();
        assertThat(caller.get("/organization/members", "orgId", org, "cursor", cursor).column("email"))
                .containsExactly("new@example.test");

        feed.event(ada.by(), new MemberRemoved(org, cy.id(), Role.READ));
        assertThat(as(cy).get("/organization/members", "orgId", org).status()).isEqualTo(404);
        assertThat(as(ada).get("/organization/members", "orgId", org).column("uid")).containsExactly(ada.id(),
                bob.id(), "");
    }

    @Test
    void givenInvitationsWhenListedAndPreviewedThenTheirStateIsTold() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        Instant soon = Instant.now().plus(Duration.ofDays(7));
        Invited open = world.invites(org, ada, bob.id(), bob.email(), Role.WRITE, soon);
        Invited revoked = world.invites(org, ada, Ids.person(), "gone@example.test", Role.READ, soon);
        Invited over = world.invites(org, ada, Ids.person(), "over@example.test", Role.READ,
                Instant.now().minusSeconds(1));
        Invited expired = world.invites(org, ada, Ids.person(), "exp@example.test", Role.READ, soon);
        feed.event(ada.by(), new InvitationRevoked(org, revoked.id(), revoked.personId()));
        feed.event(By.platform(), new InvitationExpired(org, expired.id(), expired.personId()));

        Answer list = as(ada).get("/organization/invitations", "orgId", org);
        assertThat(list.column("invitation_id")).containsExactly(open.id());
        assertThat(list.data().path(0).propertyNames()).containsExactly("invitation_id", "org_id", "org_name", "email",
                "role", "invited_by", "first_name", "last_name", "created_at", "invitation_expires_at");
        assertThat(list.column("first_name")).containsExactly("Given");
        assertThat(list.column("role")).containsExactly("write");
        assertThat(as(bob).get("/organization/invitations").column("org_name")).containsExactly("Acme");

        Caller nobody = running.as(null).since(feed.watermark());
        Answer preview = preview(nobody, open.token());
        assertThat(preview.data().path("email").asString()).isEqualTo(bob.email());
        assertThat(preview.data().path("role").asString()).isEqualTo("write");
        assertThat(preview(nobody, revoked.token()).code()).isEqualTo("invitation_gone");
        assertThat(preview(nobody, over.token()).code()).isEqualTo("invitation_expired");
        assertThat(preview(nobody, expired.token()).status()).isEqualTo(410);
        assertThat(preview(nobody, Secret.generate(Secret.Kind.INVITATION)).status()).isEqualTo(404);
        assertThat(nobody.get("/organization/invitations/preview", "token", "x").code())
                .isEqualTo("invitation_not_found");

        Secret second = Secret.generate(Secret.Kind.INVITATION);
        feed.event(ada.by(), new InvitationResent(org, open.id(), bob.id(), 2, soon, soon));
        feed.invitation(open.id(), new InternalRecord.Invitation(org, second.hash(), null, null));
        nobody = nobody.since(feed.watermark());
        assertThat(preview(nobody, second).status()).isEqualTo(200);
        assertThat(preview(nobody, open.token()).code()).isEqualTo("invitation_gone");

        feed.event(ada.by(), new OrgDeleted(org, "Acme"));
        assertThat(as(bob).get("/organization/invitations").column("org_id")).isEmpty();
        assertThat(preview(nobody.since(feed.watermark()), second).code()).isEqualTo("invitation_gone");
    }

    private static Answer preview(Caller caller, Secret token) {
        return caller.get("/organization/invitations/preview", "token", token.reveal());
    }
}
