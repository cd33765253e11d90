package dev.orgledger.shared.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.orgledger.shared.credential.Secret.Kind;

class SecretTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @ParameterizedTest
    @EnumSource
    void aSecretIsRecognisedByItsPrefixAndReadBack(Kind kind) {
        Secret secret = Secret.generate(kind);

        assertThat(secret.reveal()).matches("ol[kpi]_[0-9A-Za-z]{49}");
        assertThat(Secret.parse(kind, secret.reveal())).get().extracting(Secret::reveal).isEqualTo(secret.reveal());
        for (Kind other : Kind.values()) {
            assertThat(Secret.parse(other, secret.reveal()).isPresent()).isEqualTo(other == kind);
        }
    }

    @Test
    void everyTypingErrorInOnePlaceIsRecognised() {
        String right = Secret.from(Kind.API_KEY, bytes(7)).reveal();

        for (int i = 0; i < right.length(); i++) {
            for (char typed : ALPHABET.toCharArray()) {
                if (typed != right.charAt(i)) {
                    String wrong = right.substring(0, i) + typed + right.substring(i + 1);
                    assertThat(Secret.parse(Kind.API_KEY, wrong)).as(wrong).isEmpty();
                }
            }
        }
    }

    @Test
    void twoSwappedCharactersAreRecognised() {
        String right = Secret.from(Kind.API_KEY, bytes(7)).reveal();

        for (int i = 0; i + 1 < right.length(); i++) {
            if (right.charAt(i) != right.charAt(i + 1)) {
                String wrong = right.substring(0, i) + right.charAt(i + 1) + right.charAt(i) + right.substring(i + 2);
                assertThat(Secret.parse(Kind.API_KEY, wrong)).as(wrong).isEmpty();
            }
        }
    }

    @Test
    void whatIsTooShortTooLongOrEmptyIsNoSecret() {
        String right = Secret.from(Kind.API_KEY, bytes(7)).reveal();

        assertThat(Secret.parse(Kind.API_KEY, "")).isEmpty();
        assertThat(Secret.parse(Kind.API_KEY, right.substring(1))).isEmpty();
        assertThat(Secret.parse(Kind.API_KEY, right + "0")).isEmpty();
        assertThat(Secret.parse(Kind.API_KEY, " " + right)).isEmpty();
    }

    @Test
    void aCharacterOutsideTheAlphabetIsNoSecretThoughTheChecksumFits() {
        String start = "olk_" + "-".repeat(43);
        CRC32 crc = new CRC32();
        crc.update(start.getBytes(StandardCharsets.UTF_8));
        StringBuilder checksum = new StringBuilder();
        for (long rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
            checksum.insert(0, ALPHABET.charAt((int) (rest % 62)));
        }

        assertThat(Secret.parse(Kind.API_KEY, start + checksum)).isEmpty();
    }

    @Test
    void theSameBytesMakeTheSameSecretAndOthersAnother() {
        assertThat(Secret.from(Kind.INVITATION, bytes(1)).reveal())
                .isEqualTo(Secret.from(Kind.INVITATION, bytes(1)).reveal())
                .isNotEqualTo(Secret.from(Kind.INVITATION, bytes(2)).reveal())
                .isNotEqualTo(Secret.from(Kind.API_KEY, bytes(1)).reveal());
    }

    @Test
    void allBytesFromLowestToHighestFit() {
        for (int value : new int[]{0, 1, 127, 128, 255}) {
            String text = Secret.from(Kind.API_KEY, bytes(value)).reveal();
            assertThat(Secret.parse(Kind.API_KEY, text)).as(text).isPresent();
        }
        assertThatThrownBy(() -> Secret.from(Kind.API_KEY, new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void generatedOnesDiffer() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(Secret.generate(Kind.API_KEY).reveal())).isTrue();
        }
    }

    @Test
    void theHashIsSha256InHexAndTheTextNeverInToString() {
        Secret secret = Secret.from(Kind.API_KEY, bytes(7));

        assertThat(Secret.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(secret.hash()).isEqualTo(Secret.hash(secret.reveal()));
        assertThat(secret.toString()).doesNotContain(secret.reveal().substring(4)).doesNotContain(secret.hash());
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
