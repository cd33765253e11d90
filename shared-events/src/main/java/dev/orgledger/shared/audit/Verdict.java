package dev.orgledger.shared.audit;

import org.jspecify.annotations.Nullable;

/** What the verifier found. */
public sealed interface Verdict {

    /**
     * Nothing was touched since the service signed it.
     *
     * @param orgId whose log
     * @param count entries of the log up to the signature, those before a checkpoint included
     * @param entries whole ones among the lines
     * @param leftOut those of which a filter left only the hashes
     * @param denied refusals among the lines
     * @param lines all three together
     * @param headHash hash of the newest entry
     * @param filter what was asked for, as the service signed it: refusals that are left out leave nothing behind; null for all
     * @param firstVersion the version that the export begins with
     */
    record Valid(String orgId, long count, long entries, long leftOut, long denied, long lines, String headHash,
            String signedAt, String keyId, @Nullable String filter, long firstVersion) implements Verdict {}

    /** What was done to an export. */
    enum Fault {
        CHANGED,
        DROPPED,
        INSERTED,
        REORDERED
    }

    /**
     * The first place where something was.
     *
     * @param line of the file, from 1
     * @param version of the entry; null for a refusal, and where it cannot be told
     * @param id of the entry; null for one that is missing, or of which there are only hashes
     * @param reason for a person
     */
    record Invalid(Fault fault, long line, @Nullable Long version, @Nullable String id,
            String reason) implements Verdict {}

    /** That was no export at all. */
    record Unreadable(String reason) implements Verdict {}
}
