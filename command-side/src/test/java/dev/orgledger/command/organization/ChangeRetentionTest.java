package dev.orgledger.command.organization;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.organization.OrganizationCommand.ChangeRetention;
import dev.orgledger.command.value.Change;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;
import dev.orgledger.shared.organization.Retention;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class ChangeRetentionTest extends OrganizationFixture {

    private static final Retention NINETY_DAYS = new Retention(90, false);
    private static final RetentionChanged SHORTENED = new RetentionChanged(ORG, NINETY_DAYS, Retention.WHOLE_HISTORY);

    @Test
    void givenTheWholeHistoryWhenShortenedThenAnEventSaysBoth() {
        acme().when(retention(Change.to(90), Change.keep(), PLATFORM)).expectEvents(SHORTENED)
                .expectResultMessagePayload(NINETY_DAYS);
    }

    @Test
    void givenARetentionWhenPutOnHoldThenTheDaysStay() {
        acme(SHORTENED).when(retention(Change.keep(), Change.to(true), PLATFORM))
                .expectEvents(new RetentionChanged(ORG, new Retention(90, true), NINETY_DAYS));
    }

    @Test
    void givenARetentionWhenClearedThenTheWholeHistory() {
        acme(SHORTENED).when(retention(Change.to(null), Change.keep(), PLATFORM))
                .expectEvents(new RetentionChanged(ORG, Retention.WHOLE_HISTORY, NINETY_DAYS));
    }

    @Test
    void givenThatAlreadyWhenChangedThenNothingHappens() {
        acme(SHORTENED).when(retention(Change.to(90), Change.to(false), PLATFORM)).expectNoEvents()
                .expectResultMessagePayload(NINETY_DAYS);
    }

    @Test
    void givenAMemberWhenChangingThenPermissionDeniedAndAStrangerFindsNothing() {
        refused(acme(joined(ALICE, Role.SUPER_ADMIN)).when(retention(Change.to(90), Change.keep(), ALICE)),
                ErrorCode.PERMISSION_DENIED);
        refused(acme().when(retention(Change.to(90), Change.keep(), BOB)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenADeletedOrganizationWhenChangedThenOrganizationNotFound() {
        refused(acme(new OrgDeleted(ORG, "Acme")).when(retention(Change.to(90), Change.keep(), PLATFORM)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    private static ChangeRetention retention(Change<Integer> days, Change<Boolean> hold, Principal by) {
        return new ChangeRetention(ORG, days, hold, by);
    }
}
