package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.organization.OrganizationCommand.Settings;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class UpdateOrganizationTest extends OrganizationFixture {

    private static final String SITE = "https://acme.example/";

    @Test
    void givenAnAdminWhenRenamingThenTheRestIsKept() {
        acme(joined(ALICE, Role.ADMIN)).when(rename("Acme Two", ALICE))
                .expectEvents(
                        new OrgUpdated(ORG, List.of("name"), "Acme Two", null, null, "Acme", null, null))
                .expectResultMessagePayload(new Settings(ORG, "Acme Two", "office@acme.example", null, null));
    }

    @Test
    void givenAWebsiteWhenClearingItThenItIsGone() {
        Object described = new OrgUpdated(ORG, List.of("website"), "Acme", null, SITE, "Acme", null, null);

        acme(described).when(new UpdateOrganization(ORG, Change.keep(), Change.keep(), Change.to(null), Change.keep(),
                OLGA)).expectEvents(new OrgUpdated(ORG, List.of("website"), "Acme", null, null, "Acme", null, SITE));
    }

    @Test
    void givenAnotherManagementAddressWhenUpdatingThenTheEventNamesTheFieldOnly() {
        acme().when(new UpdateOrganization(ORG, Change.keep(), Change.to(new EmailAddress("desk@acme.example")),
                Change.keep(), Change.keep(), OLGA)).expectEvents(
                        new OrgUpdated(ORG, List.of("management_email"), "Acme", null, null, "Acme", null, null));

        assertThat(contacts.of(ORG)).isEqualTo("desk@acme.example");
    }

    @Test
    void givenEverythingAsWishedWhenUpdatingThenNothingHappens() {
        acme().when(new UpdateOrganization(ORG, Change.to(new OrganizationName("Acme")),
                Change.to(new EmailAddress("office@acme.example")), Change.to(null), Change.keep(), OLGA))
                .expectNoEvents()
                .expectResultMessagePayload(new Settings(ORG, "Acme", "office@acme.example", null, null));
    }

    @Test
    void givenSeveralChangesWhenUpdatingThenOneEventNamesThem() {
        acme().when(new UpdateOrganization(ORG, Change.to(new OrganizationName("Acme Two")), Change.keep(),
                Change.to(new HttpsUrl(SITE)), Change.to(new HttpsUrl(SITE + "logo.png")), OLGA))
                .expectEvents(new OrgUpdated(ORG, List.of("name", "logo", "website"), "Acme Two", SITE + "logo.png",
                        SITE, "Acme", null, null));
    }

    @Test
    void givenANameWhenClearingItThenNameRequired() {
        refused(acme().when(new UpdateOrganization(ORG, Change.to(null), Change.keep(), Change.keep(), Change.keep(),
                OLGA)), ErrorCode.NAME_REQUIRED);
    }

    @Test
    void givenAManagementAddressWhenClearingItThenInvalidEmail() {
        refused(acme().when(new UpdateOrganization(ORG, Change.keep(), Change.to(null), Change.keep(), Change.keep(),
                OLGA)), ErrorCode.INVALID_EMAIL);
    }

    @Test
    void givenAWriterWhenRenamingThenPermissionDenied() {
        acme(joined(ALICE, Role.WRITE)).when(rename("Mine", ALICE)).expectNoEvents()
                .expectException(new DeniedMatcher("Admin role required", "org.update_settings", "write", "admin"));
    }

    @Test
    void givenAStrangerOrADeletedOrganizationWhenRenamingThenOrganizationNotFound() {
        refused(acme().when(rename("Mine", ALICE)), ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme(new OrgDeleted(ORG, "Acme")).when(rename("Mine", OLGA)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAnOldVersionWhenRenamingThenVersionMismatchThoughTheNameIsTheSame() {
        refused(acme().when(rename("Acme", OLGA), expecting(3)), ErrorCode.VERSION_MISMATCH);
    }

    private static UpdateOrganization rename(String name, Principal by) {
        return new UpdateOrganization(ORG, Change.to(new OrganizationName(name)), Change.keep(), Change.keep(),
                Change.keep(), by);
    }
}
