package dev.orgledger.shared.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.orgledger.shared.audit.Verdict.Fault;
import dev.orgledger.shared.audit.Verdict.Invalid;
import dev.orgledger.shared.audit.Verdict.Unreadable;
import dev.orgledger.shared.audit.Verdict.Valid;

/** Whatever is done to an export, the first place is named. */
class VerifierTest {

    private final Exported export = Exported.sample();

    @Test
    void givenAnExportThenValidWithCounts() {
        assertThat(export.verify()).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.orgId()).isEqualTo(Exported.ORG);
            assertThat(valid.count()).isEqualTo(5);
            assertThat(valid.entries()).isEqualTo(4);
            assertThat(valid.leftOut()).isEqualTo(1);
            assertThat(valid.denied()).isEqualTo(1);
            assertThat(valid.lines()).isEqualTo(6);
            assertThat(valid.keyId()).isEqualTo(export.key.id());
        });
    }

    @Test
    void givenOneByteChangedInAnyValueOfAnyLineThenThatEntryIsNamed() {
        int changed = 0;
        for (int line = 0; line < export.lines.size(); line++) {
            for (int at : valuesOf(export.lines.get(line))) {
                byte[] bytes = export.lines.get(line).getBytes(UTF_8);
                // Another letter or digit, so that it stays JSON: what is found must not be a matter of syntax.
                bytes[at] = (byte) (bytes[at] == '9' ? '8' : bytes[at] == 'z' ? 'y' : bytes[at] + 1);
                expectChanged(line, bytes, true);
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(150);
    }

    @Test
    void givenAnyByteOfTheFileChangedThenThatEntryIsNamed() {
        for (int line = 0; line < export.lines.size(); line++) {
            byte[] original = export.lines.get(line).getBytes(UTF_8);
            for (int at = 0; at < original.length - 1; at++) {
                byte[] bytes = original.clone();
                bytes[at] ^= 1;
                if (bytes[at] != '\n') {
                    expectChanged(line, bytes, false);
                }
            }
        }
    }

    private void expectChanged(int line, byte[] bytes, boolean legible) {
        List<byte[]> lines = new ArrayList<>(export.lines.stream().map(text -> text.getBytes(UTF_8)).toList());
        lines.set(line, bytes);
        Verdict verdict = verify(lines);
        assertThat(verdict).as("line %s: %s", line + 1, new String(bytes, UTF_8)).isInstanceOfSatisfying(Invalid.class,
                invalid -> {
                    assertThat(invalid.line()).isEqualTo(line + 1);
                    assertThat(invalid.fault()).isEqualTo(Fault.CHANGED);
                    boolean refusal = line == 2;
                    boolean proof = line == export.lines.size() - 1;
                    Long version = refusal || proof ? null : line < 2 ? line + 1L : line;
                    if (legible || version != null) {
                        assertThat(invalid.version()).isIn(version, legible ? version : null);
                    }
                });
    }

    private Verdict verify(List<byte[]> lines) {
        int length = lines.stream().mapToInt(line -> line.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
        }
        try {
            return Verifier.verify(new ByteArrayInputStream(all), List.of(export.key));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last byte of every value that has one of its own: texts, numbers; names of members are no values. */
    private static List<Integer> valuesOf(String line) {
        List<Integer> places = new ArrayList<>();
        try (JsonParser parser = Exported.MAPPER.createParser(line.getBytes(UTF_8))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && parser.getString().matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
                    places.add((int) parser.currentTokenLocation().getByteOffset() + parser.getStringLength());
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    places.add((int) parser.currentTokenLocation().getByteOffset());
                }
            }
        }
        return places;
    }

    @Test
    void givenALineDroppedThenTheMissingEntryIsNamed() {
        for (int line = 0; line < export.lines.size() - 1; line++) {
            List<String> lines = new ArrayList<>(export.lines);
            lines.remove(line);
            Long missing = line == 2 ? null : line < 2 ? line + 1L : line;
            expect(lines, Fault.DROPPED, line + 1, missing);
        }
    }

    @Test
    void givenSeveralDroppedThenTheFirst() {
        List<String> lines = new ArrayList<>(export.lines);
        lines.subList(1, 4).clear();
        expect(lines, Fault.DROPPED, 2, 2L);
    }

    @Test
    void givenALineRepeatedThenInserted() {
        for (int line = 0; line < export.lines.size() - 1; line++) {
            for (int at = 0; at < export.lines.size(); at++) {
                List<String> lines = new ArrayList<>(export.lines);
                lines.add(at, export.lines.get(line));
                // Of two lines that are the same and stand side by side, the second is too many.
                int found = at == line ? at + 2 : at + 1;
                assertThat(Exported.verify(lines, export.key)).as("line %s at %s", line, at).isInstanceOfSatisfying(
                        Invalid.class, invalid -> {
                            assertThat(invalid.fault()).isEqualTo(Fault.INSERTED);
                            assertThat(invalid.line()).isEqualTo(found);
                        });
            }
        }
    }

    @Test
    void givenALineOfAnotherExportThenInserted() {
        Exported other = Exported.sample();
        other.lines.clear();
        other.entry();
        List<String> lines = new ArrayList<>(export.lines);
        lines.add(3, other.lines.getFirst());
        expect(lines, Fault.INSERTED, 4, 6L);
        lines.set(3, "{\"version\":4}\n");
        expect(lines, Fault.INSERTED, 4, null);
    }

    @Test
    void givenTwoLinesSwappedThenReordered() {
        for (int one = 0; one < export.lines.size() - 1; one++) {
            int first = one;
            for (int other = one + 1; other < export.lines.size() - 1; other++) {
                List<String> lines = new ArrayList<>(export.lines);
                lines.set(one, export.lines.get(other));
                lines.set(other, export.lines.get(one));
                assertThat(Exported.verify(lines, export.key)).as("%s and %s", one, other).isInstanceOfSatisfying(
                        Invalid.class, invalid -> {
                            assertThat(invalid.fault()).isEqualTo(Fault.REORDERED);
                            assertThat(invalid.line()).isEqualTo(first + 1);
                        });
            }
        }
    }

    @Test
    void givenTheEndCutOffThenItIsSaid() {
        for (int lines = 1; lines < export.lines.size(); lines++) {
            expect(export.lines.subList(0, lines), Fault.DROPPED, lines + 1, null);
        }
        String whole = String.join("", export.lines);
        for (int length = whole.length() - 2; length > whole.length() - 300; length--) {
            assertThat(Exported.verify(List.of(whole.substring(0, length)), export.key)).isInstanceOf(Invalid.class);
        }
        assertThat(Exported.verify(List.of(whole.substring(0, whole.length() - 1)), export.key))
                .as("only the last line feed is missing").isInstanceOf(Valid.class);
    }

    @Test
    void givenLinesBehindTheProofThenNotValid() {
        List<String> lines = new ArrayList<>(export.lines);
        lines.add(export.lines.getFirst());
        expect(lines, Fault.INSERTED, 8, 1L);
    }

    @Test
    void givenAnotherKeyOrProofThenTheProofIsNamed() {
        Exported other = Exported.sample();
        expect(export.lines, 7, other.key);
        List<String> lines = new ArrayList<>(export.lines);
        lines.set(6, other.lines.get(6));
        expect(lines, 7, export.key);
        Exported foreign = new Exported("org_2").entry();
        foreign.lines.clear();
        foreign.proof();
        lines.set(6, foreign.lines.getFirst());
        expect(lines, 7, export.key, foreign.key);
        expect(withProof(Map.of("count", 4)), 7, export.key);
        expect(withProof(Map.of("head_hash", "other")), 7, export.key);
        expect(withProof(Map.of("seal", "other")), 7, export.key);
        expect(withProof(Map.of("org_id", "org_2")), 7, export.key);
        expect(withProof(Map.of("first_version", 2)), 1, export.key);
    }

    private List<String> withProof(Map<String, ?> other) {
        List<String> lines = new ArrayList<>(export.lines.subList(0, 6));
        export.proof(other);
        lines.add(export.lines.removeLast());
        return lines;
    }

    private static void expect(List<String> lines, int line, AuditKey... keys) {
        assertThat(Exported.verify(lines, keys)).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.line()).isEqualTo(line));
    }

    private void expect(List<String> lines, Fault fault, long line, Long version) {
        assertThat(Exported.verify(lines, export.key)).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.fault()).as("%s", invalid).isEqualTo(fault);
            assertThat(invalid.line()).as("%s", invalid).isEqualTo(line);
            assertThat(invalid.version()).as("%s", invalid).isEqualTo(version);
        });
    }

    @Test
    void givenEntriesThatTheServiceItselfWasGivenWrongThenTheFirstIsNamed() {
        Exported wrong = new Exported(Exported.ORG).entry().entry();
        wrong.behind(2, "of-another-entry").entry().entry().proof();
        assertThat(wrong.verify()).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.fault()).isEqualTo(Fault.CHANGED);
            assertThat(invalid.version()).isEqualTo(2);
        });
        Exported hole = new Exported(Exported.ORG).entry().entry();
        hole.behind(3, "of-another-entry").entry().proof();
        assertThat(hole.verify()).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.fault()).isEqualTo(Fault.DROPPED);
            assertThat(invalid.version()).isEqualTo(3);
        });
    }

    @Test
    void givenAPrunedBeginningThenTheCheckpointTakesItsPlace() {
        Map<String, ?> pruned = Map.of("first_version", 4, "checkpoint", Map.of("version", 3, "hash", "checkpoint"));
        assertThat(new Exported(Exported.ORG).behind(3, "checkpoint").entry().entry().proof(pruned).verify())
                .isInstanceOfSatisfying(Valid.class, valid -> assertThat(valid.count()).isEqualTo(5));
        assertThat(new Exported(Exported.ORG).behind(3, "checkpoint").proof(pruned).verify())
                .isInstanceOf(Valid.class);
        assertThat(new Exported(Exported.ORG).behind(3, "other").entry().proof(pruned).verify())
                .isInstanceOf(Invalid.class);
        assertThat(new Exported(Exported.ORG).behind(3, "checkpoint").entry().proof().verify())
                .isInstanceOf(Invalid.class);
    }

    @Test
    void givenPartsWithTheirProofsThenValidAsAWhole() {
        Exported longer = new Exported(Exported.ORG).entry().proof().entry().denied().proof();
        assertThat(longer.verify()).isInstanceOfSatisfying(Valid.class,
                valid -> assertThat(valid.lines()).isEqualTo(3));
    }

    @Test
    void givenWhatIsNoExportThenUnreadable() {
        assertThat(Exported.verify(List.of(), export.key)).isInstanceOf(Unreadable.class);
        assertThat(Exported.verify(List.of("id,version\r\n", "1,2\r\n"), export.key)).isInstanceOf(Unreadable.class);
    }

    @Test
    void givenManyBlocksThenStillInOrder() {
        Exported large = new Exported(Exported.ORG);
        for (int i = 0; i < 6_000; i++) {
            large.entry();
        }
        large.proof();
        assertThat(large.verify()).isInstanceOf(Valid.class);
        large.lines.remove(4_999);
        assertThat(large.verify()).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.version()).isEqualTo(5_000));
    }
}
