package dev.orgledger.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.organization.OrganizationAccess;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** The real organization, as it comes back from its snapshot. */
class OrganizationSnapshotTest extends StoreTest {

    @Autowired
    People people;
    @Autowired
    OrganizationAccess access;

    @Test
    void givenALongHistoryWhenLoadedFromASnapshotThenMembersAndInvitationsAreThere() {
        Principal by = founder();
        EmailAddress guest = new EmailAddress(UUID.randomUUID() + "@example.org");
        InviteMember invite = new InviteMember(orgId, Ids.invitation(), guest, Role.WRITE, null, null, null, by);
        send(call(), invite);
        rename110Times(by);

        aggregateCache.remove(orgId);

        access.require(by, orgId, Permission.ORG_DELETE);
        refused(ErrorCode.ALREADY_INVITED, () -> send(call(), invite));
        assertThat(version(update("Papers", by))).isEqualTo("114");
    }

    @Test
    void givenASnapshotOfAnotherRevisionWhenLoadedThenItIsLeftOut() {
        Principal by = founder();
        rename110Times(by);
        Object withoutMembers = """
                {"org_id":"%s","state":{"org_id":"%s","owner_id":"nobody","name":"Old","deleted":false,
                 "members":{},"invitations":{}}}""".formatted(orgId, orgId).getBytes(UTF_8);
        jdbc.sql("""
                UPDATE snapshot_event_entry SET payload_revision = 'another', payload = ?
                WHERE aggregate_identifier = ?""").params(withoutMembers, orgId).update();

        aggregateCache.remove(orgId);

        access.require(by, orgId, Permission.ORG_DELETE);
        assertThat(version(update("Papers", by))).isEqualTo("113");
    }

    @Test
    void givenASnapshotOfAFormerReleaseWithTimesAsTextWhenLoadedThenItIsUsed() {
        Principal by = founder();
        rename110Times(by);
        String onlyInTheSnapshot = "user_onlyinthesnapshot";
        Object ofAFormerRelease = """
                {"org_id":"%s","state":{"org_id":"%s","owner_id":"%s","name":"Old","deleted":false,
                 "members":{"%s":{"granted_by":"e1","role":"super_admin","since":"2026-11-01T10:00:00.123456Z"}},
                 "invitations":{}}}""".formatted(orgId, orgId, onlyInTheSnapshot, onlyInTheSnapshot).getBytes(UTF_8);
        jdbc.sql("UPDATE snapshot_event_entry SET payload = ? WHERE aggregate_identifier = ?")
                .params(ofAFormerRelease, orgId).update();

        aggregateCache.remove(orgId);

        access.require(new Principal.User(onlyInTheSnapshot), orgId, Permission.ORG_DELETE);
        refused(ErrorCode.ORGANIZATION_NOT_FOUND, () -> access.require(by, orgId, Permission.ORG_DELETE));
    }

    private Principal founder() {
        String address = UUID.randomUUID() + "@example.org";
        String founder = people.idOf(address);
        people.save(new People.Person(founder, address, null, null, null, Instant.now(), PersonFacts.UNKNOWN));
        Principal by = new Principal.User(founder);
        send(call(), new CreateOrganization(orgId, name("Books"), null, null, null, by));
        return by;
    }

    private void rename110Times(Principal by) {
        for (int i = 0; i < 110; i++) {
            update("Books " + i, by);
        }
        await().until(
                () -> jdbc.sql("SELECT count(*) FROM snapshot_event_entry WHERE aggregate_identifier = ?").param(orgId)
                        .query(Long.class).single(),
                count -> count == 1);
    }

    private ResponseEntity<?> update(String name, Principal by) {
        return send(call(), new UpdateOrganization(orgId, Change.to(name(name)), Change.keep(), Change.keep(),
                Change.keep(), by));
    }

    private static OrganizationName name(String text) {
        return new OrganizationName(text);
    }
}
