package dev.orgledger.query.audit;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.query.authorization.ReadAccess;
import dev.orgledger.query.platform.http.Found;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.role.Permission;

/** The log of an organization, newest first; and that of a user. */
@RestController
class AuditReads {

    private final ReadAccess access;
    private final AuditFilter filter;
    private final AuditEntries entries;
    private final Store store;
    private final Versioned versioned;

    AuditReads(ReadAccess access, AuditFilter filter, AuditEntries entries, Store store,
            Versioned versioned) {
        this.access = access;
        this.filter = filter;
        this.entries = entries;
        this.store = store;
        this.versioned = versioned;
    }

    @Admits(value = {Who.PLATFORM, Who.FORMER_SUPER_ADMIN}, permissions = Permission.ORG_READ_AUDIT)
    @GetMapping("/organization/audit")
    ResponseEntity<Map<String, Object>> ofOrganization(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String orgId, @ModelAttribute AuditFilter.Asked asked) {
        String organization = access.requireAudit(context.principal(), orgId);
        return versioned.answer(organization, () -> search(organization, asked, page));
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @GetMapping("/user/audit")
    Map<String, Object> ofUser(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String userId, @ModelAttribute AuditFilter.Asked asked) {
        return search(Reads.oneself(context.principal(), userId), asked, page);
    }

    private Map<String, Object> search(String subject, AuditFilter.Asked asked, Page page) {
        AuditFilter.Search search = filter.of(subject, asked);
        Found found = Found.of(store, search.shape(), search.filter(), page, "audit " + subject);
        return Listing.part(entries.of(found.documents()), found.total(), page, found.nextCursor());
    }
}
