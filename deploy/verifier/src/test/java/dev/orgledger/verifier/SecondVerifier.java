package dev.orgledger.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code docs/audit-format.md} once more, from its words alone: nothing here is from the project. */
final class SecondVerifier {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SecondVerifier() {
    }

    /** Number of the first line that is wrong; 0 for a valid export. */
    static int firstWrong(byte[] file, String publicKey) throws GeneralSecurityException {
        // One letter per byte, so that places in the text are places in the bytes.
        List<String> lines = Arrays.asList(new String(file, ISO_8859_1).split("\n"));
        byte[] seal = new byte[32];
        int number = 0;
        long version = -1;
        JsonNode newest = null;
        JsonNode first = null;
        String org = null;
        boolean proven = false;
        for (int at = 0; at < lines.size(); at++) {
            String text = lines.get(at);
            try {
                JsonNode line = JSON.readTree(text.getBytes(ISO_8859_1));
                if (line.has("proof")) {
                    JsonNode proof = line.get("proof");
                    check(signed(proof, publicKey) && proof.get("lines").asInt() == number
                            && proof.get("seal").asString().equals(url(seal))
                            && (org == null || proof.get("org_id").asString().equals(org)));
                    check(newest == null || proof.get("count").asLong() == version
                            && proof.get("head_hash").equals(newest.get("hash"))
                            && proof.get("first_version").equals(first.get("version"))
                            && (proof.get("checkpoint").isNull()
                                    ? first.get("previous_hash").isNull()
                                    : proof.at("/checkpoint/hash").equals(first.get("previous_hash"))));
                    proven = true;
                    continue;
                }
                proven = false;
                number++;
                int end = text.lastIndexOf(",\"cursor\":\"");
                String[] tail = text.substring(end).split("\"");
                check(text.endsWith(",\"cursor\":\"" + tail[3] + "\",\"seal\":\"" + tail[7] + "\"}"));
                byte[] inner = sha(seal, text.substring(0, end).getBytes(ISO_8859_1));
                String[] cursor = tail[3].split("\\.");
                check(tail[7].equals(url(sha(inner, tail[3].getBytes(UTF_8)))));
                check(cursor[0].equals("" + number) && cursor[2].equals(url(inner)));
                seal = Base64.getUrlDecoder().decode(tail[7]);
                if (line.path("outcome").asString("").equals("denied")) {
                    continue;
                }
                check(newest == null || line.get("version").asLong() == version + 1
                        && line.get("previous_hash").equals(newest.get("hash")));
                version = line.get("version").asLong();
                check(cursor[1].equals("" + version));
                if (line.has("id")) {
                    check(org == null || org.equals(line.get("org_id").asString()));
                    org = line.get("org_id").asString();
                    check(line.get("hash").asString().equals(hash(line)) && opens(line));
                }
                newest = line;
                first = first == null ? line : first;
            } catch (RuntimeException e) {
                return at + 1;
            }
        }
        return proven ? 0 : lines.size() + 1;
    }

    private static String hash(JsonNode entry) throws GeneralSecurityException {
        ObjectNode core = JSON.createObjectNode();
        for (String name : List.of("id", "version", "created_at", "org_id", "action", "outcome", "request_id",
                "commitments", "previous_hash")) {
            core.set(name, entry.get(name));
        }
        core.set("actor", part(entry.get("actor"), "type", "id", "apikey_id"));
        core.set("target", part(entry.get("target"), "type", "id"));
        ArrayNode changes = core.putArray("changes");
        entry.get("changes").forEach(change -> changes.add(personal(entry, change.get("field").asString())
                ? part(change, "field")
                : part(change, "field", "old", "new")));
        return url(sha(canonical(core).getBytes(UTF_8)));
    }

    private static ObjectNode part(JsonNode of, String... names) {
        ObjectNode part = JSON.createObjectNode();
        List.of(names).forEach(name -> part.set(name, of.get(name)));
        return part;
    }

    private static boolean personal(JsonNode entry, String field) {
        JsonNode commitments = entry.get("commitments");
        return commitments.has(field) || commitments.has(field + ".old") || commitments.has(field + ".new");
    }

    private static boolean opens(JsonNode entry) throws GeneralSecurityException {
        boolean opens = opens(entry, "actor.ip", entry.at("/actor/ip"))
                && opens(entry, "actor.user_agent", entry.at("/actor/user_agent"));
        for (JsonNode change : entry.get("changes")) {
            String field = change.get("field").asString();
            if (personal(entry, field)) {
                String now = entry.get("commitments").has(field + ".new")
                        ? field + ".new"
                        : entry.get("commitments").has(field) ? field : field + ".new";
                opens &= opens(entry, field + ".old", change.get("old")) && opens(entry, now, change.get("new"));
            }
        }
        return opens;
    }

    private static boolean opens(JsonNode entry, String name, JsonNode value) throws GeneralSecurityException {
        JsonNode salt = entry.get("salts").get(name);
        if (salt == null) {
            return value.isNull() || value.asString().equals("erased user");
        }
        return url(sha(Base64.getUrlDecoder().decode(salt.asString()), name.getBytes(UTF_8), new byte[1],
                value.asString().getBytes(UTF_8))).equals(entry.get("commitments").get(name).asString());
    }

    private static boolean signed(JsonNode proof, String publicKey) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(publicKey);
        ObjectNode rest = ((ObjectNode) proof).deepCopy();
        String signature = rest.remove("signature").asString();
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        check.update(canonical(rest).getBytes(UTF_8));
        try {
            return proof.get("key_id").asString().equals("ak_" + url(Arrays.copyOf(sha(key), 16)))
                    && check.verify(Base64.getUrlDecoder().decode(signature));
        } catch (SignatureException e) {
            // Not every change of a signature leaves one.
            return false;
        }
    }

    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            return "{" + String.join(",", node.propertyNames().stream().sorted()
                    .map(name -> text(name) + ":" + canonical(node.get(name))).toList()) + "}";
        }
        return node.isArray()
                ? "[" + String.join(",", node.valueStream().map(SecondVerifier::canonical).toList()) + "]"
                : node.isString() ? text(node.asString()) : node.toString();
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int known = "\b\t\n\f\r\"\\".indexOf(c);
            json.append(known >= 0 ? "\\" + "btnfr\"\\".charAt(known) : c < ' ' ? "\\u%04x".formatted((int) c) : c);
        }
        return json.append('"').toString();
    }

    private static byte[] sha(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List.of(parts).forEach(digest::update);
        return digest.digest();
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void check(boolean fits) {
        if (!fits) {
            throw new IllegalStateException();
        }
    }
}
