package dev.orgledger.shared.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Lines that the verifier was never meant to read: a verdict every time, and "valid" for nothing but the export itself. */
class SpoiltExportTest {

    private static final long SEED = Long.getLong("orgledger.fuzz.seed", 20_261_127);
    private static final int CASES = 5_000;
    private static final List<String> ODD = List.of("", "\n", "\r\n", "null\n", "0\n", "[]\n", "{}\n", "\ufeff",
            "{\"proof\":null}\n",
            "{\"proof\":{}}\n", "{\"proof\":[1]}\n", "{\"version\":1}\n", "{\"version\":\"1\",\"hash\":7}\n",
            "{\"version\":9223372036854775808}\n", "{\"cursor\":\"....\",\"seal\":\"\"}\n",
            "{\"a\":" + "[".repeat(3_000) + "\n",
            "{\"cursor\":\"1.1.!!.x\",\"seal\":\"!!\"}\n", "{\"cursor\":1,\"seal\":{}}\n", "\u0000\n",
            "x".repeat(100_000) + "\n");

    private final Exported export = Exported.sample();
    private final Random random = new Random(SEED);

    @Test
    void givenSpoiltExportsThenAVerdictAndNeverValid() throws IOException {
        byte[] whole = String.join("", export.lines).getBytes(UTF_8);
        assertThat(verdict(whole)).isInstanceOf(Verdict.Valid.class);

        for (int i = 0; i < CASES; i++) {
            byte[] bytes = i < ODD.size() ? ODD.get(i).getBytes(UTF_8) : spoilt(whole);
            if (!Arrays.equals(bytes, whole)) {
                assertThat(verdict(bytes)).as("seed %d, case %d: %s", SEED, i, new String(bytes, UTF_8))
                        .isNotInstanceOf(Verdict.Valid.class);
            }
        }
    }

    private Verdict verdict(byte[] bytes) throws IOException {
        return Verifier.verify(new ByteArrayInputStream(bytes), List.of(export.key));
    }

    private byte[] spoilt(byte[] whole) {
        return switch (random.nextInt(4)) {
            // Not a line feed alone: an export whose last one was lost on the way is still the same.
            case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length - 1));
            case 1 -> lines();
            default -> {
                byte[] bytes = whole.clone();
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    bytes[random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
                }
                yield bytes;
            }
        };
    }

    /** Other lines between them, some twice, some left out, some in another order. */
    private byte[] lines() {
        List<String> lines = new ArrayList<>(export.lines);
        switch (random.nextInt(4)) {
            // No blanks and no mark of the byte order: before the proof, of which the values are signed, they change nothing.
            case 0 -> lines.add(random.nextInt(lines.size()), ODD.get(random.nextInt(8, ODD.size())));
            // Not the proof: said twice behind the same lines it says the same.
            case 1 -> lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size() - 1)));
            case 2 -> lines.remove(random.nextInt(lines.size()));
            default -> Collections.swap(lines, 0, random.nextInt(1, lines.size()));
        }
        return String.join("", lines).getBytes(UTF_8);
    }
}
