package dev.orgledger.query.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.query.authorization.ReadAccess;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.shared.audit.SealedLines;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** The log as a file that can be checked without this service, its proof, and the keys for that. */
@RestController
class AuditExportReads {

    private static final String JSONL = "jsonl";
    private static final String CSV = "csv";
    private static final String BEHIND_FIRST = "~";
    private static final Pattern FIRST = Pattern.compile("\\.([0-9]{1,18})" + BEHIND_FIRST + "[^.]*$");
    private static final int BUFFER = 64 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ReadAccess access;
    private final AuditFilter filter;
    private final AuditEntries entries;
    private final AuditLog log;
    private final AuditKeys keys;
    private final SearchableHistory history;

    AuditExportReads(ReadAccess access, AuditFilter filter, AuditEntries entries, AuditLog log, AuditKeys keys,
            SearchableHistory history) {
        this.history = history;
        this.access = access;
        this.filter = filter;
        this.entries = entries;
        this.log = log;
        this.keys = keys;
    }

    @Admits(Who.ANYONE)
    @GetMapping("/audit/keys")
    Map<String, Object> keys() {
        List<Map<String, Object>> views = keys.published().stream().map(AuditExportReads::view).toList();
        return Listing.part(views, views.size(), new Page(0, views.size(), null), null);
    }

    private static Map<String, Object> view(KeyLedger.Used key) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("key_id", key.keyId());
        view.put("algorithm", key.algorithm());
        view.put("public_key", key.publicKey());
        view.put("used_from", key.usedFrom());
        view.put("used_until", key.usedUntil());
        return view;
    }

    @Admits(value = {Who.PLATFORM, Who.FORMER_SUPER_ADMIN}, permissions = Permission.ORG_READ_AUDIT)
    @GetMapping("/organization/audit/proof")
    ResponseEntity<Map<String, Object>> proof(RequestContext context,
            @RequestParam(required = false) @Nullable String orgId) {
        AuditLog.Head head = log.head(access.requireAudit(context.principal(), orgId));
        return Versioned.answer(head.count(), Listing.one(log.proof(head, Map.of()).members()));
    }

    /**
     * Writes to the response itself, in the thread of the request: the client sets the pace, and nothing goes on once it is
     * away. Whatever is refused is refused before the first byte; what fails later breaks the answer off.
     */
    @Admits(value = {Who.PLATFORM, Who.FORMER_SUPER_ADMIN}, permissions = Permission.ORG_READ_AUDIT)
    @GetMapping("/organization/audit/export")
    void export(RequestContext context, HttpServletRequest request, HttpServletResponse response,
            @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String cursor, @ModelAttribute AuditFilter.Asked asked)
            throws IOException {
        String organization = access.requireAudit(context.principal(), orgId);
        boolean csv = CSV.equals(format);
        if (format != null && !Set.of(JSONL, CSV).contains(format)) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).with("parameter", "format").with("allowed",
                    List.of(CSV, JSONL));
        }
        AuditFilter.Search search = filter.of(organization, asked);
        AuditLog.Head head = log.head(organization);
        // What is continued begins where it began, however much has grown too old since.
        long first = cursor == null ? log.firstSince(head, history.beginning(organization)) : firstOf(cursor);
        SealedLines lines = lines(List.of(organization, csv ? CSV : JSONL, asked).toString(), first, cursor);
        response.setContentType(csv ? "text/csv;charset=utf-8;header=present" : "application/jsonl;charset=utf-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"audit-" + organization + "." + (csv ? CSV : JSONL) + "\"");
        response.setHeader("x-org-version", Long.toString(head.count()));
        response.setHeader(HttpHeaders.ETAG, "\"" + head.count() + "\"");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        AuditExport export = new AuditExport(log, entries, head, search.matches(), first);
        OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER);
        if (csv) {
            writeCsv(export, lines, cursor == null, out);
        } else {
            writeJson(export, lines, head, first, asked, out);
        }
        out.flush();
    }

    /** Continues behind a cursor of this very export; {@code invalid_cursor} for any other. */
    private SealedLines lines(String scope, long first, @Nullable String cursor) {
        UnaryOperator<String> mark = text -> first == 1
                ? keys.mark(scope + "\n" + text)
                : first + BEHIND_FIRST + keys.mark(scope + "\n" + first + "\n" + text);
        return cursor == null
                ? SealedLines.fromStart(mark)
                : SealedLines.behind(cursor, mark).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_CURSOR));
    }

    /** The version that the export of that cursor began with: part of its mark, unless it is 1. */
    private static long firstOf(String cursor) {
        Matcher first = FIRST.matcher(cursor);
        return first.find() ? Long.parseLong(first.group(1)) : 1;
    }

    private void writeJson(AuditExport export, SealedLines lines, AuditLog.Head head, long first,
            AuditFilter.Asked asked, OutputStream out) throws IOException {
        export.behind(lines.place(), new AuditExport.Sink() {
            @Override
            public void entry(Map<String, Object> entry, String place) throws IOException {
                out.write(lines.next(MAPPER.writeValueAsBytes(entry), place));
            }

            @Override
            public void leftOut(Map<String, Object> hashes, String place) throws IOException {
                entry(hashes, place);
            }
        });
        Map<String, @Nullable Object> covered = new LinkedHashMap<>();
        covered.put("filter", asked.view());
        covered.put("first_version", first);
        covered.put("checkpoint", log.checkpoint(head, first));
        covered.put("lines", lines.lines());
        covered.put("seal", lines.seal());
        out.write(MAPPER.writeValueAsBytes(Map.of("proof", log.proof(head, covered).members())));
        out.write('\n');
    }

    private static void writeCsv(AuditExport export, SealedLines lines, boolean header, OutputStream out)
            throws IOException {
        try (AuditCsv csv = new AuditCsv(out, header)) {
            export.behind(lines.place(), new AuditExport.Sink() {
                @Override
                public void entry(Map<String, Object> entry, String place) throws IOException {
                    csv.row(entry, lines.cursorOf(MAPPER.writeValueAsBytes(entry), place));
                }

                @Override
                public void leftOut(Map<String, Object> hashes, String place) {
                    // Nobody checks a table line by line, and who filters wants to see no others.
                }
            });
        }
    }
}
