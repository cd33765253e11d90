package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @Test
    void givenAnyOffsetThenTheInstantInMilliseconds() {
        assertThat(Times.parse("2026-03-01T12:00:00.123456789+02:00"))
                .contains(Instant.parse("2026-03-01T10:00:00.123Z"));
        assertThat(Times.parse("9999-12-31T23:59:59Z")).contains(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2026-03-01", "2026-13-01T00:00:00Z", "2026-03-01T00:00:00",
            "+999999999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z"})
    void givenWhatIsNoTimeOrWhatAStoreCannotHoldThenNone(String typed) {
        assertThat(Times.parse(typed)).isEmpty();
    }
}
