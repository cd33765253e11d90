package dev.orgledger.shared.audit;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One line of an export with everything that can be told of it from itself and the seal of the line before. */
final class ExportLine {

    enum Kind {
        ENTRY,
        LEFT_OUT,
        DENIED,
        PROOF,
        /** No JSON, or none of these. */
        NOTHING
    }

    private final byte[] bytes;
    private final int from;
    private final long line;
    private final @Nullable LineTail tail;
    private final Map<String, ?> json;
    private final Kind kind;
    private final boolean belongs;
    private final boolean sealed;
    private final byte[] seal;
    private final @Nullable String flaw;

    /**
     * Looks at that line.
     *
     * @param line of the file, from 1
     * @param before seal of the line before
     */
    ExportLine(byte[] bytes, int from, int to, long line, byte[] before) {
        this.bytes = bytes;
        this.from = from;
        this.line = line;
        this.tail = LineTail.of(bytes, from, to);
        Map<String, ?> parsed = JsonLine.parse(bytes, from, to);
        this.json = parsed == null ? Map.of() : parsed;
        this.kind = kindOf(json, tail);
        byte[] inner = tail == null ? null : LineSeal.inner(before, bytes, from, tail.contentEnd());
        this.belongs = tail != null && inner != null && Digests.text(inner).equals(tail.inner());
        byte[] due = tail == null || inner == null || !belongs
                ? null
                : LineSeal.of(inner, Digests.utf8(tail.cursor()));
        this.sealed = tail != null && due != null && Digests.text(due).equals(tail.seal());
        this.seal = sealed && due != null ? due : tail == null ? new byte[0] : tail.sealBytes();
        this.flaw = flawOf();
    }

    private static Kind kindOf(Map<String, ?> json, @Nullable LineTail tail) {
        if (tail == null) {
            return json.get("proof") instanceof Map ? Kind.PROOF : Kind.NOTHING;
        }
        if ("denied".equals(json.get("outcome"))) {
            return Kind.DENIED;
        }
        if (Members.number(json, "version") == null || Members.text(json, "hash") == null) {
            return Kind.NOTHING;
        }
        return json.containsKey("id") ? Kind.ENTRY : Kind.LEFT_OUT;
    }

    /** What this line says wrong by itself. */
    private @Nullable String flawOf() {
        return switch (kind) {
            case PROOF -> null;
            case NOTHING -> "it is no line of an export";
            case DENIED -> tail != null && tail.ofRefusal() ? null : "its cursor is of another kind of entry";
            case LEFT_OUT -> wrongPlace();
            case ENTRY -> !fitsItsHash()
                    ? "what it says does not fit its hash"
                    : wrongPlace() != null ? wrongPlace() : PersonalValues.fault(json);
        };
    }

    private boolean fitsItsHash() {
        try {
            return AuditHash.of(json).equals(hash());
        } catch (IllegalArgumentException e) {
            // Something that no entry has, such as a fraction.
            return false;
        }
    }

    private @Nullable String wrongPlace() {
        Long version = version();
        return tail != null && version != null && tail.place().equals(version.toString())
                ? null
                : "its cursor is of another version";
    }

    /** Whether this line, whatever number it has, was made to follow a line with that seal. */
    boolean follows(byte[] seal) {
        return tail != null
                && Digests.text(LineSeal.inner(seal, bytes, from, tail.contentEnd())).equals(tail.inner());
    }

    long line() {
        return line;
    }

    Kind kind() {
        return kind;
    }

    /** Its number among the lines as its cursor says it; -1 when it says none. */
    long number() {
        return tail == null ? -1 : tail.number();
    }

    boolean ofRefusal() {
        return tail == null ? "denied".equals(json.get("outcome")) : tail.ofRefusal();
    }

    /** The version that its cursor names; -1 when it names none. */
    long placeVersion() {
        return tail == null ? -1 : tail.version();
    }

    /** The version of its entry as far as it can be told; the cursor and the rest are not changed both. */
    @Nullable
    Long supposedVersion() {
        return belongs || placeVersion() < 0 ? version() : Long.valueOf(placeVersion());
    }

    /** Whether nothing at all can be read in it. */
    boolean illegible() {
        return tail == null && json.isEmpty();
    }

    /** Whether it follows the line before it. */
    boolean belongs() {
        return belongs;
    }

    /** Whether it does, with the very cursor and seal that it was given. */
    boolean sealed() {
        return sealed;
    }

    @Nullable
    String flaw() {
        return flaw;
    }

    /** The seal that it bears; of no length when it bears none. */
    byte[] seal() {
        return seal;
    }

    @Nullable
    String sealText() {
        return tail == null ? null : tail.seal();
    }

    @Nullable
    Long version() {
        return Members.number(json, "version");
    }

    @Nullable
    String id() {
        return Members.text(json, "id");
    }

    @Nullable
    String orgId() {
        return Members.text(json, "org_id");
    }

    @Nullable
    String hash() {
        return Members.text(json, "hash");
    }

    @Nullable
    String previousHash() {
        return Members.text(json, "previous_hash");
    }

    AuditProof proof() {
        return new AuditProof(Members.object(json, "proof"));
    }
}
