package dev.orgledger.shared.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks an export offline: that every byte of it is as the service signed it, and that what it signed is one unbroken
 * log. Lines are looked at on all processors, a few megabytes at a time, and judged in their order.
 */
public final class Verifier {

    private Verifier() {
    }

    /**
     * The verdict on that export, which may consist of several parts one behind the other, with or without the proofs of
     * the earlier ones. The stream is left open.
     *
     * @param keys any of which may have signed
     * @throws IOException when it cannot be read
     */
    public static Verdict verify(InputStream export, Collection<AuditKey> keys) throws IOException {
        Map<String, AuditKey> byId = keys.stream().collect(Collectors.toMap(AuditKey::id, Function.identity(),
                (one, same) -> one));
        try (ExportLines lines = new ExportLines(export)) {
            if (!lines.hasNext()) {
                return new Verdict.Unreadable("it is empty");
            }
            if (!lines.looksLikeAnExport()) {
                return new Verdict.Unreadable("it is no JSON Lines export of an audit log");
            }
            return new ExportJudge(lines, byId).verdict();
        } catch (ExportLines.Failed e) {
            throw e.reason();
        }
    }
}
