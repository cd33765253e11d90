package dev.orgledger.query.audit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.query.authorization.ReadAccess;
import dev.orgledger.query.history.History;
import dev.orgledger.query.history.PastState;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** Contract section 7: who can do anything in this organization, or could. All of it in one answer. */
@RestController
class AccessReviewReads {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final Set<String> FORMATS = Set.of("json", "csv");

    private final ReadAccess access;
    private final History history;
    private final AccessReview review;
    private final Clock clock;

    AccessReviewReads(ReadAccess access, History history, AccessReview review, Clock clock) {
        this.access = access;
        this.history = history;
        this.review = review;
        this.clock = clock;
    }

    @Admits(value = {Who.PLATFORM, Who.FORMER_SUPER_ADMIN}, permissions = Permission.ORG_READ_AUDIT)
    @GetMapping("/organization/audit/access")
    ResponseEntity<?> of(RequestContext context, @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String format) {
        String organization = access.requireAudit(context.principal(), orgId);
        if (format != null && !FORMATS.contains(format)) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).with("parameter", "format").with("allowed",
                    FORMATS.stream().sorted().toList());
        }
        AccessReview.Cut cut = cut(at);
        PastState then = history.of(organization, cut.told())
                .orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
        List<AccessRight> rights = review.of(then, cut);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header("x-org-version", Long.toString(then.version()))
                .eTag("\"" + then.version() + "\"");
        if ("csv".equals(format)) {
            return answer.contentType(CSV)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"access-" + organization + ".csv\"")
                    .body(AccessCsv.of(rights));
        }
        return answer.body(Listing.part(rights.stream().map(AccessRight::view).toList(), rights.size(),
                new Page(0, rights.size(), null), null));
    }

    private AccessReview.Cut cut(@Nullable String at) {
        Instant now = clock.instant();
        return at == null ? AccessReview.Cut.present(now) : AccessReview.Cut.past(Reads.moment(at, now));
    }
}
