package dev.orgledger.shared.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.json.JsonMapper;

/** An export as the service writes it, made by hand: whole entries, one that a filter left out, a refusal, the proof. */
final class Exported {

    static final String ORG = "org_1";
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    final KeyPair keys = keyPair();
    final AuditKey key = AuditKey.of(keys.getPublic());
    final List<String> lines = new ArrayList<>();
    private final SealedLines sealed = SealedLines.fromStart(text -> "mark" + text.length());
    private final String org;
    private long version;
    private String hash;

    Exported(String org) {
        this.org = org;
    }

    /** Five entries, one of them left out, and a refusal between them. */
    static Exported sample() {
        Exported export = new Exported(ORG);
        export.entry();
        export.entry();
        export.denied();
        export.leftOut();
        export.entry();
        export.entry();
        export.proof();
        return export;
    }

    Exported entry() {
        Map<String, Object> entry = next();
        line(entry, String.valueOf(version));
        return this;
    }

    Exported leftOut() {
        Map<String, Object> entry = next();
        Map<String, Object> stub = new LinkedHashMap<>();
        for (String name : List.of("version", "hash", "previous_hash")) {
            stub.put(name, entry.get(name));
        }
        line(stub, String.valueOf(version));
        return this;
    }

    Exported denied() {
        Map<String, Object> entry = content("den_" + version, null);
        entry.put("outcome", "denied");
        entry.put("missing_permission", "org.delete");
        entry.put("previous_hash", null);
        entry.put("hash", null);
        line(entry, version + "~den_" + version);
        return this;
    }

    Exported proof() {
        return proof(Map.of());
    }

    Exported proof(Map<String, ?> other) {
        Map<String, Object> proof = new LinkedHashMap<>(Map.of("org_id", org, "count", version, "head_hash", hash,
                "signed_at", "2026-11-25T10:00:00Z", "key_id", key.id(), "first_version", 1, "lines", sealed.lines(),
                "seal", sealed.seal()));
        proof.put("checkpoint", null);
        proof.putAll(other);
        lines.add(MAPPER.writeValueAsString(
                Map.of("proof", AuditProof.signed(proof, keys.getPrivate()).members())) + "\n");
        return this;
    }

    /** Starts behind a part of the log that is no more. */
    Exported behind(long checkpoint, String checkpointHash) {
        version = checkpoint;
        hash = checkpointHash;
        return this;
    }

    private Map<String, Object> next() {
        version++;
        Map<String, Object> entry = content("event_" + version, version);
        entry.put("previous_hash", hash);
        hash = AuditHash.of(entry);
        entry.put("hash", hash);
        entry.put("table_name", "org_users");
        entry.put("new_record", Map.of("id", "user_2", "role", "admin"));
        return entry;
    }

    private Map<String, Object> content(String id, Long entryVersion) {
        byte[] salt = "0123456789abcdef".getBytes(UTF_8);
        Map<String, Object> actor = new LinkedHashMap<>(Map.of("type", "apikey", "id", "user_1", "email", "ada@x.test",
                "apikey_id", "key_1", "apikey_name", "laptop", "ip", "192.0.2.7"));
        // Forgotten, or never known: there is a commitment, but no salt.
        actor.put("user_agent", null);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("version", entryVersion);
        entry.put("created_at", "2026-11-25T09:00:00.250Z");
        entry.put("org_id", org);
        entry.put("action", "member.role_changed");
        entry.put("outcome", "success");
        entry.put("actor", actor);
        entry.put("target", Map.of("type", "user", "id", "user_2", "label", "bob@x.test"));
        entry.put("changes", List.of(change("role", "write", "admin"), change("name", "Old \"&\" <", "Neu ü 😀")));
        entry.put("commitments", new TreeMap<>(Map.of("actor.ip",
                PersonalValues.commitment(salt, "actor.ip", "192.0.2.7"), "actor.user_agent", "c0ffee", "name.old",
                PersonalValues.commitment(salt, "name.old", "Old \"&\" <"), "name.new",
                PersonalValues.commitment(salt, "name.new", "Neu ü 😀"))));
        entry.put("salts", new TreeMap<>(Map.of("actor.ip", Digests.text(salt), "name.old", Digests.text(salt),
                "name.new", Digests.text(salt))));
        entry.put("request_id", "req-" + entryVersion);
        return entry;
    }

    private static Map<String, Object> change(String field, Object old, Object now) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("field", field);
        change.put("old", old);
        change.put("new", now);
        return change;
    }

    private void line(Map<String, Object> json, String place) {
        lines.add(new String(sealed.next(MAPPER.writeValueAsBytes(json), place), UTF_8));
    }

    Verdict verify() {
        return verify(lines, key);
    }

    static Verdict verify(List<String> lines, AuditKey... keys) {
        try {
            return Verifier.verify(new ByteArrayInputStream(String.join("", lines).getBytes(UTF_8)), List.of(keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
