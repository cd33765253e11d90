package dev.orgledger.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

class DisablingTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00.123Z");

    @Test
    void givenWhatIsPutOnTheAgendaWhenReadThenTheSame() {
        Disabling disabling = new Disabling("wh_1", "e1", NOW.minusSeconds(60));

        assertThat(Disabling.parse(disabling.text(), NOW)).isEqualTo(disabling);
    }

    @Test
    void givenAnEntryOfAFormerReleaseWhenReadThenItsWebhook() {
        assertThat(Disabling.parse("wh_1", NOW)).isEqualTo(new Disabling("wh_1", "former", NOW));
    }
}
