package dev.orgledger.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.benchmark.faults.Command.Kind;
import dev.orgledger.benchmark.faults.Read.What;

/** What is checked is what was written down. */
class JournalTest {

    private static final Command FOUND = new Command("load-1", Kind.FOUND, null);
    private static final Command RENAME = new Command("load-2", Kind.RENAME, "org_1");

    @TempDir
    Path folder;

    @Test
    void givenWhatTwoClientsWroteWhenReadThenAllOfItIsThere() throws IOException {
        Outcome founded = new Outcome(FOUND, 1, 5, 2, 200, "", 2, 11);
        Read read = new Read(What.ORGANIZATION, "b", "org_1", "", "", 11, 6, 7, 200, "", 2, "“Name”, and more");
        try (Journal one = new Journal(folder, "a"); Journal other = new Journal(folder, "b")) {
            one.sent(FOUND, 1);
            one.outcome(founded);
            other.read(read);
        }

        assertThat(Journal.in(folder).outcomes()).containsExactly(founded);
        assertThat(Journal.in(folder).reads()).containsExactly(read);
    }

    @Test
    void givenACommandThatWasSentWhenItsLastWordIsMissingThenNobodyKnows() throws IOException {
        try (Journal journal = new Journal(folder, "a")) {
            journal.sent(RENAME, 3);
        }

        assertThat(Journal.in(folder).outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.command()).isEqualTo(RENAME);
            assertThat(outcome.accepted() || outcome.refused()).isFalse();
        });
    }
}
