package dev.orgledger.shared.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes the lines of an export, each with the cursor from which an export goes on behind it, and the running seal. A
 * cursor is {@code <number of the line>.<place>.<inner seal>.<mark>}; the mark is the service's, which gives out no other
 * cursors and takes none that it did not give out.
 */
public final class SealedLines {

    private static final int PARTS = 4;

    private final UnaryOperator<String> mark;
    private long number;
    private String place;
    private byte[] seal;

    private SealedLines(UnaryOperator<String> mark, long number, String place, byte[] seal) {
        this.mark = mark;
        this.number = number;
        this.place = place;
        this.seal = seal;
    }

    /** From the first line on. */
    public static SealedLines fromStart(UnaryOperator<String> mark) {
        return new SealedLines(mark, 0, "", LineSeal.start());
    }

    /** Behind the line of that cursor; empty for one that does not bear its mark. */
    public static Optional<SealedLines> behind(String cursor, UnaryOperator<String> mark) {
        String[] parts = cursor.split("\\.", -1);
        int end = cursor.lastIndexOf('.');
        if (parts.length != PARTS || !MessageDigest.isEqual(Digests.utf8(mark.apply(cursor.substring(0, end))),
                Digests.utf8(parts[PARTS - 1]))) {
            return Optional.empty();
        }
        byte[] seal = LineSeal.of(Digests.bytes(parts[2]), Digests.utf8(cursor));
        return Optional.of(new SealedLines(mark, Long.parseLong(parts[0]), parts[1], seal));
    }

    /**
     * The next line, its line feed included.
     *
     * @param json an object that is not empty, without a cursor or a seal
     * @param newPlace version of the organization, for a refusal with {@code ~} and its id behind it
     */
    public byte[] next(byte[] json, String newPlace) {
        int content = json.length - 1;
        String cursor = cursorOf(json, newPlace);
        ByteArrayOutputStream line = new ByteArrayOutputStream(json.length + 200);
        line.write(json, 0, content);
        line.writeBytes((",\"cursor\":\"" + cursor + "\",\"seal\":\"" + seal() + "\"}\n")
                .getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }

    /** Seals that line like {@link #next}, for a format that has a place for the cursor alone. */
    public String cursorOf(byte[] json, String newPlace) {
        int content = json.length - 1;
        byte[] inner = LineSeal.inner(seal, json, 0, content);
        String unmarked = (number + 1) + "." + newPlace + "." + Digests.text(inner);
        String cursor = unmarked + "." + mark.apply(unmarked);
        seal = LineSeal.of(inner, Digests.utf8(cursor));
        number++;
        place = newPlace;
        return cursor;
    }

    /** How many lines there are by now. */
    public long lines() {
        return number;
    }

    /** The place of the last one; empty before the first. */
    public String place() {
        return place;
    }

    /** The seal of the last one, as text. */
    public String seal() {
        return Digests.text(seal);
    }
}
