package dev.orgledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.query.audit.KeyLedger.Used;
import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.AuditProof;

/** Keys that sign, and those that did. */
class AuditKeysTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-11-25T08:00:00Z");

    @TempDir
    private Path data;

    private AuditKeys keys(Instant at, String configured, String... former) {
        return new AuditKeys(configured.isEmpty() ? List.of() : List.of(configured.split(",")), List.of(former),
                data.toString(), Clock.fixed(at, ZoneOffset.UTC));
    }

    @Test
    void givenNoneWhenStartedThenOneIsMadeForItsOwnerAloneAndStays() throws IOException {
        AuditKeys first = keys(MONDAY, "");
        AuditKeys again = keys(TUESDAY, "");

        assertThat(again.id()).isEqualTo(first.id()).startsWith("ak_");
        assertThat(again.published()).isEqualTo(first.published()).singleElement()
                .isEqualTo(new Used(first.id(), "Ed25519", first.published().getFirst().publicKey(), MONDAY, null));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets/audit-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void givenAnotherKeyWhenRotatedThenTheFormerStaysPublishedAndItsProofsValid() {
        AuditKeys former = keys(MONDAY, "");
        AuditProof proof = former.sign(Map.of("org_id", "org_1", "key_id", former.id()));
        String made = SigningKey.fresh();
        AuditKeys present = keys(TUESDAY, made);

        assertThat(present.id()).isNotEqualTo(former.id());
        assertThat(present.published()).extracting(Used::keyId).containsExactly(present.id(), former.id());
        assertThat(present.published()).extracting(Used::usedFrom).containsExactly(TUESDAY, MONDAY);
        assertThat(present.published()).extracting(Used::usedUntil).containsExactly(null, TUESDAY);
        assertThat(proof.signedBy(AuditKey.parse(present.published().getLast().publicKey()).key())).isTrue();
        assertThat(proof.signedBy(AuditKey.parse(present.published().getFirst().publicKey()).key())).isFalse();
        AuditKeys back = keys(WEDNESDAY, "");
        assertThat(back.published()).extracting(Used::keyId).containsExactly(former.id(), present.id());
        assertThat(back.published()).extracting(Used::usedUntil).containsExactly(null, WEDNESDAY);
        assertThat(back.mark("x")).isEqualTo(former.mark("x")).isNotEqualTo(present.mark("x"));
    }

    @Test
    void givenSeveralKeysWhenStartedThenTheFirstSignsAndAllArePublished(@TempDir Path other) throws IOException {
        String one = SigningKey.fresh();
        String two = SigningKey.fresh();
        String three = SigningKey.parse(SigningKey.fresh()).published().text();
        Path file = Files.writeString(other.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + one
                + "\n-----END PRIVATE KEY-----\n");
        AuditKeys keys = keys(MONDAY, file + "," + two, three);

        assertThat(keys.id()).isEqualTo(SigningKey.parse(one).published().id());
        assertThat(keys.published()).extracting(Used::publicKey).containsExactly(
                SigningKey.parse(one).published().text(), SigningKey.parse(two).published().text(), three);
        AuditProof proof = keys.sign(Map.of("key_id", keys.id()));
        assertThat(proof.signedBy(SigningKey.parse(one).published().key())).isTrue();
    }

    @Test
    void givenALedgerThatCannotTakeItsPlaceWhenWrittenThenNothingIsLeftOfIt() throws IOException {
        KeyLedger ledger = new KeyLedger(data.resolve("a name that is too long ".repeat(20)));

        AuditKey present = SigningKey.parse(SigningKey.fresh()).published();
        assertThat(ledger.present(present, List.of(), MONDAY)).extracting(Used::keyId).containsExactly(present.id());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void givenWhatIsNoKeyWhenStartedThenRefusedWithoutTellingIt() {
        for (String bad : List.of("MAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/no/such/file",
                "short")) {
            assertThatThrownBy(() -> keys(MONDAY, bad)).as(bad).hasMessageContaining("orgledger.audit.signing-key")
                    .hasMessageNotContaining("AAAA");
        }
        assertThatThrownBy(() -> keys(MONDAY, "", "no key")).hasMessageContaining("orgledger.audit.former-keys");
    }
}
