package dev.orgledger.shared.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

/** RFC 8785, by its own examples and those of its authors, as far as they have no fractions. */
class CanonicalJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void givenTheRfcsExampleOfLiteralsAndEscapesThenItsOutput() {
        String input = """
                {"numbers": [0, -7, 9007199254740991],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false]}""";

        assertThat(canonical(input)).isEqualTo("{\"literals\":[null,true,false],\"numbers\":[0,-7,9007199254740991],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void givenTheRfcsExampleOfSortingThenMembersAreInTheOrderOfUtf16() {
        String input = """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}""";

        assertThat(canonical(input)).isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [56,{"d":true,"10":null,"1":[]}] | [56,{"1":[],"10":null,"d":true}]
            {"1":{"f":{"f":"hi","F":5},"\\n":56},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}} | {"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}
            {"peach":"a","péché":"b","pêche":"c","sin":"d"} | {"peach":"a","péché":"b","pêche":"c","sin":"d"}
            {"Unnormalized Unicode":"A\\u030a"} | {"Unnormalized Unicode":"A\u030a"}
            "\\u0000\\u0007\\b\\t\\u000b\\f\\u001f\\u007f<\\u2028" | "\\u0000\\u0007\\b\\t\\u000b\\f\\u001f\u007f<\u2028"
            """)
    void givenTheAuthorsExamplesThenTheirOutput(String input, String output) {
        assertThat(canonical(input)).isEqualTo(output);
    }

    @Test
    void whateverLooksDifferentSomewhereElseIsRefused() {
        for (Object value : Arrays.asList(1.5, 1L << 53, -(1L << 53), 'c', new Object(), "\ud800")) {
            assertThatThrownBy(() -> CanonicalJson.of(List.of(value))).as("%s", value)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nullsAreMembersLikeOthers() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", null);
        object.put("a", 1L);
        assertThat(new String(CanonicalJson.of(object), UTF_8)).isEqualTo("{\"a\":1,\"b\":null}");
    }

    private static String canonical(String input) {
        return new String(CanonicalJson.of(MAPPER.readValue(input, Object.class)), UTF_8);
    }
}
