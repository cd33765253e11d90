package dev.orgledger.query.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** An access review as CSV: one line per right. */
final class AccessCsv {

    private AccessCsv() {
    }

    static byte[] of(List<AccessRight> rights) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Csv table = new Csv(out, AccessRight.COLUMNS, true)) {
            for (AccessRight right : rights) {
                table.row(right.cells());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
