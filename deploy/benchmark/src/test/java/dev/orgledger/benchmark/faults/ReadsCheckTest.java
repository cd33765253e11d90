package dev.orgledger.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.benchmark.faults.Read.What;

/** Each answer that is older than it may be is named. */
class ReadsCheckTest {

    private static final int ADDED = 2;
    private static final int LAST_RENAME = 3;
    private static final int REMOVED = 4;
    private static final int MADE = 5;
    private static final int REVOKED = 6;

    private final Written run = Written.down();

    @Test
    void givenReadsOfWhatWasAskedForWhenCheckedThenNothingIsFound() {
        assertThat(run.reads(
                run.read(What.ORGANIZATION, "", "", LAST_RENAME, 5, "Third"),
                run.read(What.MEMBERS, "", "", REMOVED, 6, "user_1=super_admin"),
                run.read(What.MEMBERS, "", "", ADDED, 4, "user_1=super_admin,user_2=read"),
                run.read(What.CHECK, Written.PERSON, "org.read", ADDED, 4, "true"),
                run.read(What.CHECK, Written.PERSON, "org.read", REMOVED, 0, "false"),
                Written.refused(run.read(What.USE_OF_KEY, Written.KEY, "", REVOKED, 0, ""), 401),
                Written.refused(run.read(What.ORGANIZATION, "", "", REMOVED, 0, ""), 503))).isEmpty();
    }

    @Test
    void givenAPositionWhenAnOlderVersionIsToldThenItIsStale() {
        assertFound(Kind.STALE, run.read(What.ORGANIZATION, "", "", LAST_RENAME, 4, "Second"));
    }

    @Test
    void givenAPositionWhenAnOlderNameComesWithTheRightVersionThenItIsStale() {
        assertFound(Kind.STALE, run.read(What.ORGANIZATION, "", "", LAST_RENAME, 5, "Second"));
    }

    @Test
    void givenAPositionWhenMembersAreOlderThenTheyAreStale() {
        assertFound(Kind.STALE, run.read(What.MEMBERS, "", "", REMOVED, 6, "user_1=super_admin,user_2=read"));
    }

    @Test
    void givenARemovalsPositionWhenACheckStillAllowsThenItIsRevokedButGranted() {
        assertFound(Kind.REVOKED_BUT_GRANTED, run.read(What.CHECK, Written.PERSON, "org.read", REMOVED, 0, "true"));
    }

    @Test
    void givenNoPositionWhenACheckStillAllowsLongAfterTheRemovalThenItIsRevokedButGranted() {
        Read check = run.read(What.CHECK, Written.PERSON, "org.read", REMOVED, 0, "true");

        assertFound(Kind.REVOKED_BUT_GRANTED, Written.late(check));
    }

    @Test
    void givenTheGrantsPositionWhenACheckRefusesThenItIsGrantedButRefused() {
        assertFound(Kind.GRANTED_BUT_REFUSED, run.read(What.CHECK, Written.PERSON, "org.read", ADDED, 4, "false"));
    }

    @Test
    void givenAMemberWhenTheOrganizationIsSaidToBeUnknownThenItIsGrantedButRefused() {
        assertFound(Kind.GRANTED_BUT_REFUSED,
                Written.refused(run.read(What.ORGANIZATION, "", "", ADDED, 0, ""), 404));
    }

    @Test
    void givenARevokedKeyWhenAReadFromThatPositionIsAnsweredThenItIsRevokedButGranted() {
        assertFound(Kind.REVOKED_BUT_GRANTED, run.read(What.USE_OF_KEY, Written.KEY, "", REVOKED, 0, ""));
    }

    @Test
    void givenARevokedKeyWhenACommandIsAnsweredAfterThatThenItIsRevokedButGranted() {
        assertFound(Kind.REVOKED_BUT_GRANTED, run.read(What.COMMAND_BY_KEY, Written.KEY, "", MADE, 0, ""));
    }

    @Test
    void givenAKeyThatWorksWhenItIsRefusedThenItIsGrantedButRefused() {
        run.store.removeLast();
        run.outcomes.removeLast();

        assertFound(Kind.GRANTED_BUT_REFUSED,
                Written.refused(run.read(What.USE_OF_KEY, Written.KEY, "", MADE, 0, ""), 401));
    }

    @Test
    void givenAVersionThatWasNotThereYetWhenItIsToldThenTheReadModelIsWrong() {
        assertFound(Kind.READ_MODEL, run.read(What.ORGANIZATION, "", "", LAST_RENAME, 7, "Third"));
    }

    private void assertFound(Kind kind, Read read) {
        assertThat(run.reads(read)).extracting(Finding::kind).isEqualTo(List.of(kind));
    }
}
