package dev.orgledger.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.shared.audit.Verdict.Invalid;
import dev.orgledger.shared.audit.Verdict.Valid;
import dev.orgledger.shared.audit.Verifier;

/** What is written in the document is what the verifier does: a verifier made of its words comes to the same verdicts. */
class SecondVerifierTest {

    private final Sample sample = Sample.of(40);

    @Test
    void givenAnExportThenBothFindItValid() throws IOException, GeneralSecurityException {
        assertThat(SecondVerifier.firstWrong(sample.bytes(), sample.key().text())).isZero();
        assertThat(Verifier.verify(new ByteArrayInputStream(sample.bytes()), List.of(sample.key())))
                .isInstanceOf(Valid.class);
        assertThat(SecondVerifier.firstWrong(sample.bytes(), Sample.of(1).key().text())).isEqualTo(46);
    }

    @Test
    void givenAnyChangeThenBothNameTheSameLine() throws IOException, GeneralSecurityException {
        for (int at = 0; at < sample.bytes().length; at += 61) {
            byte[] changed = sample.bytes().clone();
            changed[at] ^= 4;
            if (changed[at] != '\n' && sample.bytes()[at] != '\n') {
                assertSame(changed);
            }
        }
    }

    @Test
    void givenLinesMovedOrGoneThenBothNameTheSameLine() throws IOException, GeneralSecurityException {
        List<String> lines = List.of(new String(sample.bytes(), UTF_8).split("(?<=\n)"));
        for (int i = 0; i + 8 < lines.size(); i += 3) {
            assertSame(String.join("", lines.subList(0, i)) + String.join("", lines.subList(i + 1, lines.size())));
            assertSame(String.join("", lines.subList(0, i + 4)) + lines.get(i)
                    + String.join("", lines.subList(i + 4, lines.size())));
            assertSame(String.join("", lines.subList(0, i)) + lines.get(i + 5)
                    + String.join("", lines.subList(i + 1, i + 5)) + lines.get(i)
                    + String.join("", lines.subList(i + 6, lines.size())));
            assertSame(String.join("", lines.subList(0, i + 1)));
        }
    }

    private void assertSame(String changed) throws IOException, GeneralSecurityException {
        assertSame(changed.getBytes(UTF_8));
    }

    private void assertSame(byte[] changed) throws IOException, GeneralSecurityException {
        int second = SecondVerifier.firstWrong(changed, sample.key().text());
        assertThat(Verifier.verify(new ByteArrayInputStream(changed), List.of(sample.key())))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.line()).isEqualTo(second));
    }
}
