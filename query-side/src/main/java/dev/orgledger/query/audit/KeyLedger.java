package dev.orgledger.query.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.envelope.EventJson;

/**
 * Remembers in the data folder which public keys were used when, so that proofs of former ones can be checked for as long
 * as the folder is kept. It is no secret.
 */
final class KeyLedger {

    private static final Logger LOG = LoggerFactory.getLogger(KeyLedger.class);
    private static final TypeReference<List<Used>> LIST = new TypeReference<>() {
    };

    /**
     * A key and its time of use, as the API shows it.
     *
     * @param usedFrom null when nobody knows
     * @param usedUntil null while it is in use
     */
    record Used(String keyId, String algorithm, String publicKey, @Nullable Instant usedFrom,
            @Nullable Instant usedUntil) {}

    private final Path file;

    KeyLedger(Path file) {
        this.file = file;
    }

    /** All keys, the present one first; a change of it is written down. */
    List<Used> present(AuditKey present, List<AuditKey> former, Instant now) {
        List<Used> before = read();
        List<Used> after = new ArrayList<>();
        Used same = before.stream().filter(one -> one.keyId().equals(present.id())).findFirst().orElse(null);
        after.add(used(present, same == null ? now : same.usedFrom(), null));
        before.stream().filter(one -> !one.keyId().equals(present.id()))
                .map(one -> new Used(one.keyId(), one.algorithm(), one.publicKey(), one.usedFrom(),
                        one.usedUntil() == null ? now : one.usedUntil()))
                .forEach(after::add);
        former.stream().filter(key -> after.stream().noneMatch(one -> one.keyId().equals(key.id())))
                .forEach(key -> after.add(used(key, null, now)));
        if (!after.equals(before)) {
            write(after);
        }
        return List.copyOf(after);
    }

    private static Used used(AuditKey key, @Nullable Instant from, @Nullable Instant until) {
        return new Used(key.id(), AuditKey.ALGORITHM, key.text(), from, until);
    }

    private List<Used> read() {
        try {
            return Files.exists(file) ? EventJson.mapper().readValue(Files.readAllBytes(file), LIST) : List.of();
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException(file + " cannot be read: put it back, or remove it", e);
        }
    }

    /** A replica that may not write works as well: its operator names former keys. */
    private void write(List<Used> keys) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "keys", null);
            try {
                Files.write(whole, EventJson.mapper().writeValueAsBytes(keys));
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                // There only where that failed.
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            LOG.warn("The time of use of audit keys cannot be kept: {}", e.toString());
        }
    }
}
