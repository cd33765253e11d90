package dev.orgledger.shared.audit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.ObjectWriteContext;

/**
 * JSON as RFC 8785 writes it: members in the order of their names' UTF-16 units, no white space, the shortest escapes.
 * Numbers are whole and at most 2^53 - 1 in size: what hashes cover here has no others, and those of RFC 8785 look the same in
 * every language only with some care.
 */
final class CanonicalJson {

    private static final long LARGEST = (1L << 53) - 1;
    private static final JsonFactory FACTORY = JsonFactory.builder().characterEscapes(new LowerCase())
            .recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

    /** Jackson's own escapes, but with small letters where a character is escaped by its number. */
    private static final class LowerCase extends CharacterEscapes {

        private static final int CONTROLS = 0x20;

        private final int[] codes = standardAsciiEscapesForJSON();
        private final SerializableString[] sequences = new SerializableString[CONTROLS];

        private LowerCase() {
            for (int c = 0; c < CONTROLS; c++) {
                if (codes[c] < 0) {
                    codes[c] = ESCAPE_CUSTOM;
                    sequences[c] = new SerializedString("\\u%04x".formatted(c));
                }
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character < CONTROLS ? sequences[character] : null;
        }
    }

    private CanonicalJson() {
    }

    /**
     * The UTF-8 of that value.
     *
     * @param value maps with texts as keys, collections, texts, whole numbers, booleans, null
     * @throws IllegalArgumentException for anything else
     */
    static byte[] of(@Nullable Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not for canonical JSON", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text when wellFormed(text) -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number when number >= -LARGEST && number <= LARGEST -> json.writeNumber(number);
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> member : sorted(object)) {
                    json.writeName((String) member.getKey());
                    write(json, member.getValue());
                }
                json.writeEndObject();
            }
            case Iterable<?> array -> {
                json.writeStartArray();
                array.forEach(one -> write(json, one));
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("not for canonical JSON: " + value.getClass());
        }
    }

    /** Java compares texts by their UTF-16 units, too. */
    private static Map.Entry<?, ?>[] sorted(Map<?, ?> object) {
        Map.Entry<?, ?>[] members = object.entrySet().toArray(Map.Entry<?, ?>[]::new);
        for (Map.Entry<?, ?> member : members) {
            name(member.getKey());
        }
        Arrays.sort(members, (one, other) -> ((String) one.getKey()).compareTo((String) other.getKey()));
        return members;
    }

    private static String name(Object name) {
        if (name instanceof String text && wellFormed(text)) {
            return text;
        }
        throw new IllegalArgumentException("no name of a member");
    }

    /** Half of a surrogate pair alone is no Unicode, and has no UTF-8. */
    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
