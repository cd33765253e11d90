package dev.orgledger.standalone;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What nobody meant to be sent: values, bodies and parts of a request, drawn by a generator that can be run again. */
final class Odd {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    static final List<String> TEXTS = List.of("", " ", "\u0000", "a\u0000b", "\n\r\t", "\ud800", "\udfff\ud800",
            "\u202eevil", "\ufeff", "a\u0301".repeat(200), "\ud83d\udc69\u200d\ud83d\udcbb", "İıſK", "null",
            "undefined",
            "NaN", "-0", "true", "[]", "{}", "'; DROP TABLE domain_event_entry; --", "{\"$gt\": \"\"}", "$where",
            "${jndi:ldap://127.0.0.1/a}", "#{7*7}", "../../etc/passwd", "%00", "%c0%ae", "<script>alert(1)</script>",
            "javascript:alert(1)", "http://127.0.0.1:22/", "https://[::1]/", "https://user:pw@example.test/",
            "file:///etc/passwd", "@", "a@b", "a@b@c.test", "\"a b\"@c.test", "a@[127.0.0.1]", "0", "-1",
            "9999999999999999999999", "1e9", "0x10", "1970-01-01T00:00:00Z", "2026-02-30T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z", "+999999999-12-31T23:59:59Z", "2030-01-01T00:00:00+18:00",
            "2030-01-01T00:00:60Z", "2030-01-01", "super_admin", "invite_super_admin", "READ", "*", "member.*",
            "x".repeat(300), "ß".repeat(2_049), "9".repeat(1_001));

    private final RandomGenerator random;

    Odd(RandomGenerator random) {
        this.random = random;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String text() {
        return random.nextInt(8) == 0 ? anyText() : one(TEXTS);
    }

    private String anyText() {
        return random.ints(random.nextInt(1, 40), 0, Character.MAX_CODE_POINT + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    JsonNode value() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(one(List.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 86_401L)));
            case 3 -> NODES.numberNode(one(List.of(0.5, -0.0, 1e308, 5e-324, 3.0)));
            case 4 -> NODES.arrayNode();
            case 5 -> array(random.nextInt(1, 4));
            case 6 -> NODES.objectNode().set(text(), NODES.stringNode(text()));
            default -> NODES.stringNode(text());
        };
    }

    private ArrayNode array(int size) {
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < size; i++) {
            array.add(value());
        }
        return array;
    }

    /** The same object with one to three things in it that are not as they should be. */
    ObjectNode changed(ObjectNode valid) {
        ObjectNode changed = valid.deepCopy();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            List<String> names = List.copyOf(changed.propertyNames());
            if (names.isEmpty()) {
                changed.set(text(), value());
                continue;
            }
            String name = one(names);
            switch (random.nextInt(6)) {
                case 0 -> changed.remove(name);
                case 1 -> changed.set(name.toUpperCase(), changed.get(name));
                case 2 -> changed.set(text(), value());
                case 3 -> changed.set(name, NODES.arrayNode().add(changed.get(name)));
                default -> changed.set(name, value());
            }
        }
        return changed;
    }

    /** Bytes that are no such object any more, or one said in a way that JSON does not know. */
    byte[] broken(String json) {
        String inner = json.length() > 2 ? json.substring(1) : "\"a\":1}";
        return switch (random.nextInt(14)) {
            case 0 -> bytes(json.substring(0, random.nextInt(json.length())));
            case 1 -> bytes(json + json);
            case 2 -> bytes("{\"orgId\":\"a\",\"orgId\":\"b\"," + inner);
            case 3 -> bytes("[".repeat(20_000));
            case 4 -> bytes("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
            case 5 -> bytes("{\"n\":1e999999999," + inner);
            case 6 -> bytes("{\"n\":" + "9".repeat(5_000) + "," + inner);
            case 7 -> bytes("{\"n\":NaN," + inner);
            case 8 -> bytes("{/* */" + inner);
            case 9 -> bytes(json.replace('"', '\''));
            case 10 -> bytes("\ufeff" + json);
            case 11 -> json.getBytes(StandardCharsets.UTF_16LE);
            case 12 -> bytes(one(List.of("", " ", "null", "1", "\"x\"", "[]", "[{}]", "a=b&c=d", "\u0000")));
            default -> overwritten(bytes(json));
        };
    }

    /** Some bytes become others: what is left is rarely UTF-8. */
    private byte[] overwritten(byte[] bytes) {
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            bytes[random
                    .nextInt(bytes.length)] = (byte) (int) one(List.of(0x00, 0xff, 0xc0, 0x80, 0xed, 0xf8, 0x22, 0x5c));
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
