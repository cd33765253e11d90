package dev.orgledger.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.audit.AuditKey;

/** The keys that somebody trusts. */
final class PublicKeys {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PublicKeys() {
    }

    /**
     * The keys of that file, or of that text.
     *
     * @throws IllegalArgumentException when there are none
     */
    static List<AuditKey> of(String fileOrText) throws IOException {
        String text = isFile(fileOrText) ? Files.readString(Path.of(fileOrText)) : fileOrText;
        try {
            List<AuditKey> keys = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")
                    ? listed(MAPPER.readTree(text))
                    : List.of(AuditKey.parse(text));
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("no key in " + fileOrText);
            }
            return keys;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no file, and no Ed25519 public key: " + fileOrText, e);
        }
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The answer of {@code GET /audit/keys}, the list in it, or one of them. */
    private static List<AuditKey> listed(JsonNode json) {
        JsonNode list = json.has("data") ? json.path("data") : json;
        return list.isArray()
                ? list.valueStream().map(PublicKeys::key).toList()
                : List.of(key(list));
    }

    private static AuditKey key(JsonNode json) {
        return AuditKey.parse(json.path("public_key").asString(""));
    }
}
