package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Scrape scrape = new Scrape(
            Map.of("errors{code=\"a\",side=\"x\"}", 1.0, "errors{code=\"a\",side=\"y\"}", 2.0, "errors_max", 7.0));

    @Test
    void givenSeriesWhenAskedForByNameAndLabelsThenTheirSum() {
        assertThat(scrape.sum("errors", "code=\"a\"")).isEqualTo(3);
        assertThat(scrape.sum("errors", "code=\"a\"", "side=\"y\"")).isEqualTo(2);
        assertThat(scrape.sumOrZero("errors")).isEqualTo(3);
    }

    /** Nothing may pass for a number: every comparison with NaN that a test makes would go well. */
    @Test
    void givenNoSeriesWhenAskedForThenTheTestFails() {
        assertThatThrownBy(() -> scrape.sum("errors", "code=\"b\"")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("code=\"b\"");
        assertThat(scrape.sumOrZero("errors", "code=\"b\"")).isZero();
    }
}
