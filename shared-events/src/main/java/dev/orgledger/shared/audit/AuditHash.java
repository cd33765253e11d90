package dev.orgledger.shared.audit;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry: base64url(SHA-256(RFC 8785 JSON of its core)). The core is what an event said and did, with the
 * hash of the entry before it; personal values stand in it as commitments, so that it stays when they go.
 */
public final class AuditHash {

    private AuditHash() {
    }

    /**
     * The hash of that entry.
     *
     * @param entry as JSON has it: maps, lists, texts, whole numbers, booleans, nulls; members that are not in the core
     *            are passed over
     */
    public static String of(Map<String, ?> entry) {
        Map<String, @Nullable Object> core = Members.only(entry, "id", "version", "created_at", "org_id", "action",
                "outcome", "commitments", "request_id", "previous_hash");
        core.put("actor", Members.only(Members.object(entry, "actor"), "type", "id", "apikey_id"));
        core.put("target", Members.only(Members.object(entry, "target"), "type", "id"));
        core.put("changes", PersonalValues.covered(Members.objects(entry, "changes"),
                Members.object(entry, "commitments").keySet()));
        return Digests.text(Digests.sha256().digest(Digests.canonical(core)));
    }
}
