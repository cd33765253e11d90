package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.organization.OrganizationCommand.Created;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class CreateOrganizationTest extends OrganizationFixture {

    @Test
    void givenAUserWhenCreatingThenTheCreatorIsOwnerAndSuperAdmin() {
        fixture.givenNoPriorActivity().when(create(ALICE, null))
                .expectEvents(new OrgCreated(ORG, "user_alice", "Initech", "https://i.example/logo.png", null),
                        new MemberJoined(ORG, "user_alice", Role.SUPER_ADMIN, null, null))
                .expectResultMessagePayload(new Created(ORG));
    }

    @Test
    void givenNoManagementAddressWhenCreatingThenItIsTheCreators() {
        fixture.givenNoPriorActivity().when(create(ALICE, null)).expectSuccessfulHandlerExecution();

        assertThat(contacts.of(ORG)).isEqualTo("alice@acme.example");
    }

    @Test
    void givenAManagementAddressWhenCreatingThenItIsKept() {
        fixture.givenNoPriorActivity().when(create(ALICE, new EmailAddress("desk@initech.example")))
                .expectSuccessfulHandlerExecution();

        assertThat(contacts.of(ORG)).isEqualTo("desk@initech.example");
    }

    @Test
    void givenAnUnlimitedKeyWhenCreatingThenItsOwnerIsOwner() {
        fixture.givenNoPriorActivity().when(create(keyOf(ALICE, null), null))
                .expectResultMessagePayload(new Created(ORG));
    }

    @Test
    void givenANarrowedKeyWhenCreatingThenPermissionDenied() {
        refused(fixture.givenNoPriorActivity().when(create(keyOf(ALICE, Role.SUPER_ADMIN), null)),
                ErrorCode.PERMISSION_DENIED);
        refused(fixture.givenNoPriorActivity().when(create(keyOf(ALICE, null, "org_other"), null)),
                ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenThePlatformWhenCreatingThenPermissionDenied() {
        refused(fixture.givenNoPriorActivity().when(create(PLATFORM, null)), ErrorCode.PERMISSION_DENIED);
    }

    private static CreateOrganization create(Principal by, @Nullable EmailAddress email) {
        return new CreateOrganization(ORG, new OrganizationName("Initech"), email, null,
                new HttpsUrl("https://i.example/logo.png"), by);
    }
}
