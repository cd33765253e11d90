package dev.orgledger.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.audit.AuditHash;
import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.AuditProof;
import dev.orgledger.shared.audit.PersonalValues;
import dev.orgledger.shared.audit.SealedLines;

/** An export of that many entries, each fifth left out, with refusals among them; as the service writes them. */
record Sample(byte[] bytes, AuditKey key) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final byte[] SALT = "0123456789abcdef".getBytes(UTF_8);
    private static final String SALT_TEXT = Base64.getUrlEncoder().withoutPadding().encodeToString(SALT);

    static Sample of(int entries) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            AuditKey key = AuditKey.of(keys.getPublic());
            SealedLines sealed = SealedLines.fromStart(text -> "0123456789abcdefghijkl");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String hash = null;
            for (long version = 1; version <= entries; version++) {
                Map<String, Object> entry = entry(version, hash);
                hash = AuditHash.of(entry);
                entry.put("hash", hash);
                Map<String, Object> line = version % 5 != 0 ? entry : leftOut(entry);
                out.writeBytes(sealed.next(MAPPER.writeValueAsBytes(line), "" + version));
                if (version % 7 == 0) {
                    entry.putAll(Map.of("id", "den_" + version, "outcome", "denied"));
                    entry.put("version", null);
                    entry.put("hash", null);
                    entry.put("previous_hash", null);
                    out.writeBytes(sealed.next(MAPPER.writeValueAsBytes(entry), version + "~den_" + version));
                }
            }
            Map<String, Object> proof = new LinkedHashMap<>(Map.of("org_id", "org_1", "count", (long) entries,
                    "head_hash", String.valueOf(hash), "signed_at", "2026-11-25T10:00:00Z", "key_id", key.id(),
                    "first_version", 1, "lines", sealed.lines(), "seal", sealed.seal()));
            proof.put("checkpoint", null);
            proof.put("filter", Map.of("action", "member.*"));
            out.writeBytes(MAPPER.writeValueAsBytes(
                    Map.of("proof", AuditProof.signed(proof, keys.getPrivate()).members())));
            out.write('\n');
            return new Sample(out.toByteArray(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> leftOut(Map<String, Object> entry) {
        Map<String, Object> hashes = new LinkedHashMap<>();
        List.of("version", "hash", "previous_hash").forEach(name -> hashes.put(name, entry.get(name)));
        return hashes;
    }

    /** About as long as real ones are. */
    private static Map<String, Object> entry(long version, String previous) {
        Map<String, Object> actor = new LinkedHashMap<>(Map.of("type", "apikey", "id",
                "user_7d1f0c9e8b3a42d5a6c4e2f1b0d9c8a7", "email", "ada.lovelace@example.com", "apikey_id",
                "key_a1b2c3d4e5f60718293a4b5c6d7e8f90", "apikey_name", "laptop", "ip", "192.0.2.7"));
        actor.put("user_agent", version % 3 == 0 ? null : "curl/8.9.1 \"ü\" \u0001\ud83d\ude00");
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", "01938e2c-4f7a-7c31-9d52-%012d".formatted(version));
        entry.put("version", version);
        entry.put("created_at", "2026-11-22T09:30:15.250Z");
        entry.put("org_id", "org_1");
        entry.put("action", "member.role_changed");
        entry.put("outcome", "success");
        entry.put("actor", actor);
        entry.put("target", Map.of("type", "user", "id", "user_2b4d6f8a0c1e43578d9bafc1e3057294", "label",
                "grace@example.com"));
        entry.put("changes", List.of(Map.of("field", "role", "old", "write", "new", "admin"),
                Map.of("field", "min_length", "old", 8, "new", 12)));
        Map<String, String> values = new LinkedHashMap<>(Map.of("actor.ip", "192.0.2.7"));
        Map<String, String> salts = new LinkedHashMap<>(Map.of("actor.ip", SALT_TEXT));
        if (actor.get("user_agent") instanceof String agent) {
            values.put("actor.user_agent", agent);
            salts.put("actor.user_agent", SALT_TEXT);
        }
        Map<String, String> commitments = new LinkedHashMap<>(Map.of("actor.user_agent", "of-a-value-that-is-gone"));
        values.forEach((name, value) -> commitments.put(name, PersonalValues.commitment(SALT, name, value)));
        entry.put("commitments", commitments);
        entry.put("request_id", "request-" + version);
        entry.put("previous_hash", previous);
        entry.put("hash", null);
        entry.put("table_name", "org_users");
        entry.put("operation", "UPDATE");
        entry.put("record_id", "user_2b4d6f8a0c1e43578d9bafc1e3057294");
        entry.put("old_record", Map.of("id", "user_2b4d6f8a0c1e43578d9bafc1e3057294", "role", "write"));
        entry.put("new_record", Map.of("id", "user_2b4d6f8a0c1e43578d9bafc1e3057294", "role", "admin"));
        entry.put("changed_fields", List.of("role"));
        entry.put("user_id", "user_7d1f0c9e8b3a42d5a6c4e2f1b0d9c8a7");
        entry.put("salts", salts);
        return entry;
    }
}
