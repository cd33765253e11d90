package dev.orgledger.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.benchmark.faults.ReadBack.Logged;

/** Each difference between a read model or an audit log and the store is named. */
class ReadModelsCheckTest {

    private static final String OWNER = "user_1=super_admin";

    private final Written run = Written.down();
    private final List<Logged> log = new ArrayList<>(run.all().of(Written.ORG).stream()
            .map(event -> new Logged(event.id(), event.version())).toList());

    @Test
    void givenWhatTheStoreSaysWhenCheckedThenNothingIsFound() {
        assertThat(kinds(6, "Third", OWNER, List.of("user_1"), "")).isEmpty();
    }

    @Test
    void givenAnOlderOrganizationWhenCheckedThenTheReadModelDiffers() {
        assertThat(kinds(5, "Third", OWNER, List.of("user_1"), "")).containsExactly(Kind.READ_MODEL);
        assertThat(kinds(6, "Second", OWNER, List.of("user_1"), "")).containsExactly(Kind.READ_MODEL);
    }

    @Test
    void givenAMemberWhoWasRemovedWhenStillListedThenTheReadModelDiffers() {
        assertThat(kinds(6, "Third", OWNER + ",user_2=read", List.of("user_1"), ""))
                .containsExactly(Kind.READ_MODEL);
    }

    @Test
    void givenAMemberWhoWasRemovedWhenStillAllowedThenTheRightIsRevokedButGranted() {
        assertThat(kinds(6, "Third", OWNER, List.of("user_1", "user_2"), ""))
                .containsExactly(Kind.REVOKED_BUT_GRANTED);
    }

    @Test
    void givenTheOwnerWhenNotAllowedThenTheRightIsGrantedButRefused() {
        assertThat(kinds(6, "Third", OWNER, List.of(), "")).containsExactly(Kind.GRANTED_BUT_REFUSED);
    }

    @Test
    void givenAChainThatTheVerifierRefusesWhenCheckedThenTheAuditLogDoesNotHold() {
        assertThat(kinds(6, "Third", OWNER, List.of("user_1"), "line 3 was changed")).containsExactly(Kind.AUDIT);
    }

    @Test
    void givenALogWhenAnEntryIsMissingDoubleOrElsewhereThenTheAuditLogDoesNotHold() {
        Logged third = log.remove(2);
        assertThat(kinds(6, "Third", OWNER, List.of("user_1"), "")).containsExactly(Kind.AUDIT);
        log.add(2, third);
        log.add(third);
        assertThat(kinds(6, "Third", OWNER, List.of("user_1"), "")).containsExactly(Kind.AUDIT);
        log.removeLast();
        Collections.swap(log, 1, 2);
        assertThat(kinds(6, "Third", OWNER, List.of("user_1"), "")).containsExactly(Kind.AUDIT);
    }

    private List<Kind> kinds(long version, String name, String members, List<String> readers, String proof) {
        return ReadModelsCheck.find(run.all(),
                List.of(new ReadBack("query-1", Written.ORG, version, name, members, readers, log, proof))).stream()
                .map(Finding::kind).toList();
    }
}
