package dev.orgledger.shared.audit;

import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.audit.ExportLine.Kind;
import dev.orgledger.shared.audit.Verdict.Fault;
import dev.orgledger.shared.audit.Verdict.Invalid;
import dev.orgledger.shared.audit.Verdict.Valid;

/** Follows the lines of an export in their order, up to the first that is not as it was signed. */
final class ExportJudge {

    private final Iterator<ExportLine> lines;
    private final Map<String, AuditKey> keys;

    private byte[] seal = LineSeal.start();
    private String sealText = Digests.text(seal);
    private long number;
    private long line;
    private long entries;
    private long leftOut;
    private long denied;
    private @Nullable String orgId;
    private @Nullable ExportLine first;
    private @Nullable ExportLine newest;
    private @Nullable Valid valid;

    ExportJudge(Iterator<ExportLine> lines, Map<String, AuditKey> keys) {
        this.lines = lines;
        this.keys = keys;
    }

    Verdict verdict() {
        while (lines.hasNext()) {
            ExportLine next = lines.next();
            line = next.line();
            Invalid invalid = next.kind() == Kind.PROOF ? proof(next) : of(next);
            if (invalid != null) {
                return invalid;
            }
        }
        return valid != null
                ? valid
                : new Invalid(Fault.DROPPED, line + 1, null, null, "the end is missing: no proof closes these lines");
    }

    private @Nullable Invalid of(ExportLine next) {
        if (!next.sealed()) {
            return next.belongs() ? changed(next, "its cursor or seal was changed") : broken(next);
        }
        if (next.number() != number + 1) {
            return changed(next, "its cursor has the number of another line");
        }
        if (next.flaw() != null) {
            return changed(next, next.flaw());
        }
        Invalid invalid = next.kind() == Kind.DENIED ? null : chained(next);
        if (invalid == null && next.orgId() != null) {
            invalid = orgId == null || orgId.equals(next.orgId())
                    ? null
                    : changed(next, "it is of another organization");
            orgId = next.orgId();
        }
        accept(next);
        return invalid;
    }

    private void accept(ExportLine next) {
        number++;
        seal = next.seal();
        sealText = String.valueOf(next.sealText());
        valid = null;
        switch (next.kind()) {
            case ENTRY -> entries++;
            case LEFT_OUT -> leftOut++;
            case DENIED -> denied++;
            case PROOF, NOTHING -> throw new IllegalStateException("no entry");
        }
        if (next.kind() != Kind.DENIED) {
            first = first == null ? next : first;
            newest = next;
        }
    }

    /** An entry that the service itself was given wrong: a seal says only that nothing happened since the export. */
    private @Nullable Invalid chained(ExportLine next) {
        if (newest == null) {
            return null;
        }
        long version = next.placeVersion();
        if (version > expectedVersion()) {
            return new Invalid(Fault.DROPPED, next.line(), expectedVersion(), null, "it is missing before this line");
        }
        if (version < expectedVersion()) {
            return new Invalid(Fault.INSERTED, next.line(), version, next.id(), "an entry of that version was before");
        }
        if (!String.valueOf(newest.hash()).equals(next.previousHash())) {
            return new Invalid(Fault.CHANGED, newest.line(), newest.version(), newest.id(),
                    "the next entry is chained to another one");
        }
        return null;
    }

    private long expectedVersion() {
        return newest == null ? 1 : newest.placeVersion() + 1;
    }

    private Invalid changed(ExportLine next, String reason) {
        Long version = newest == null ? next.supposedVersion() : Long.valueOf(expectedVersion());
        return new Invalid(Fault.CHANGED, next.line(), next.ofRefusal() || next.illegible() ? null : version, next.id(),
                reason);
    }

    /** A line that does not follow the one before it; what is behind it says what was done. */
    private Invalid broken(ExportLine next) {
        long expected = number + 1;
        boolean original = false;
        boolean repeated = false;
        long present = expected;
        long signed = Long.MAX_VALUE;
        while (lines.hasNext()) {
            ExportLine later = lines.next();
            if (later.kind() == Kind.PROOF) {
                signed = number(later.proof(), "lines", Long.MAX_VALUE);
            } else {
                present++;
                original |= later.number() == expected && later.follows(seal);
                repeated |= later.number() == next.number();
            }
        }
        Long version = next.ofRefusal() || next.placeVersion() < 0 ? null : Long.valueOf(next.placeVersion());
        if (next.number() > expected && original && !repeated && present <= signed) {
            return new Invalid(Fault.REORDERED, next.line(), version, next.id(),
                    "it was line " + next.number() + " of the export");
        }
        if (original || next.number() > 0 && next.number() < expected) {
            return new Invalid(Fault.INSERTED, next.line(), version, next.id(), "the export had no such line here");
        }
        if (next.number() > expected) {
            return new Invalid(Fault.DROPPED, next.line(), missingEntry(next) ? Long.valueOf(expectedVersion()) : null,
                    null, (next.number() - expected) + " lines of the export are missing before this line");
        }
        return changed(next, next.flaw() != null ? next.flaw() : "something in it was changed");
    }

    /** Whether an entry is missing before that line, and not refusals alone. */
    private boolean missingEntry(ExportLine next) {
        return next.ofRefusal() ? next.placeVersion() >= expectedVersion() : next.placeVersion() > expectedVersion();
    }

    private @Nullable Invalid proof(ExportLine next) {
        AuditProof proof = next.proof();
        AuditKey key = keys.get(String.valueOf(proof.text("key_id")));
        String org = proof.text("org_id");
        if (key == null) {
            return ofProof(next, Fault.CHANGED, "its proof is signed with " + proof.text("key_id")
                    + ", which is none of the given keys");
        }
        if (!proof.signedBy(key.key())) {
            return ofProof(next, Fault.CHANGED, "its proof does not fit its signature");
        }
        if (org == null || orgId != null && !orgId.equals(org)) {
            return ofProof(next, Fault.CHANGED, "its proof is of another organization");
        }
        long signed = number(proof, "lines", -1);
        if (signed != number) {
            return signed > number
                    ? new Invalid(Fault.DROPPED, next.line(),
                            number(proof, "count", 0) >= expectedVersion() ? Long.valueOf(expectedVersion()) : null,
                            null, (signed - number) + " lines of the export are missing before the proof")
                    : ofProof(next, Fault.INSERTED, "there are more lines than were signed");
        }
        if (!sealText.equals(proof.text("seal"))) {
            return ofProof(next, Fault.CHANGED, "its proof is of other lines");
        }
        return log(next, proof, org, key);
    }

    /** The signed lines against the signed log. */
    private @Nullable Invalid log(ExportLine next, AuditProof proof, String org, AuditKey key) {
        Map<String, ?> checkpoint = proof.checkpoint();
        long beginning = number(proof, "first_version", 1);
        long count = number(proof, "count", -1);
        if (first != null) {
            Long version = first.version();
            if (version == null || version != beginning) {
                return new Invalid(Fault.DROPPED, first.line(), beginning, null, "the beginning of the log is missing");
            }
            if (!String.valueOf(checkpoint.get("hash")).equals(String.valueOf(first.previousHash()))) {
                return new Invalid(Fault.CHANGED, first.line(), version, first.id(),
                        "it is not chained to the checkpoint");
            }
        }
        if (newest == null ? count != beginning - 1 : count != newest.placeVersion()) {
            return new Invalid(Fault.DROPPED, next.line(), expectedVersion(), null, "the end of the log is missing");
        }
        String head = newest == null ? String.valueOf(checkpoint.get("hash")) : String.valueOf(newest.hash());
        if (!head.equals(proof.text("head_hash"))) {
            return ofProof(next, Fault.CHANGED, "its proof is of another log");
        }
        valid = new Valid(org, count, entries, leftOut, denied, number, head, String.valueOf(proof.text("signed_at")),
                key.id(), proof.filter(), beginning);
        return null;
    }

    private static long number(AuditProof proof, String name, long absent) {
        Long number = proof.number(name);
        return number == null ? absent : number;
    }

    private static Invalid ofProof(ExportLine next, Fault fault, String reason) {
        return new Invalid(fault, next.line(), null, null, reason);
    }
}
