package dev.orgledger.query.organization;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.edge.Requires;
import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.authorization.AccessState.Membership;
import dev.orgledger.query.authorization.ReadAccess;
import dev.orgledger.query.platform.http.Cursor;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/** One organization, or those of the caller: which ones and in which role is known in memory, the rest is in documents. */
@RestController
class OrganizationReads {

    /** What the list says of an organization whose policy the caller does not meet. */
    private static final Set<String> ALWAYS_SEEN = Set.of("id", "name", "created_at");

    private final ReadAccess access;
    private final AccessState state;
    private final Store store;
    private final Clock clock;

    OrganizationReads(ReadAccess access, AccessState state, Store store, Clock clock) {
        this.access = access;
        this.state = state;
        this.store = store;
        this.clock = clock;
    }

    @Requires(value = Permission.ORG_READ, onlyIfNamed = true)
    @Admits(Who.SIGNED_IN)
    @GetMapping("/organization")
    ResponseEntity<Map<String, Object>> get(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String at) {
        if (orgId == null) {
            Reads.presentOnly(at);
            return ResponseEntity.ok(list(context.principal(), page));
        }
        Reads.presentOnly(at);
        Document organization = store.byId(Collections.ORGANIZATIONS, orgId)
                .orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
        Document contact = store.byId(Collections.CONTACTS, orgId).orElse(null);
        return Versioned.answer(organization.getLong("version"), Listing.one(view(organization, contact)));
    }

    private Map<String, Object> list(Principal principal, Page page) {
        String person = principal.personId();
        List<Membership> all = person == null ? List.of() : reachable(principal, person);
        String name = "organizations " + person;
        int from = page.cursor() == null
                ? Math.min(page.skip(), all.size())
                : after(Cursor.parse(name, page.cursor()), all);
        List<Membership> part = all.subList(from, Math.min(from + page.limit(), all.size()));
        List<String> ids = part.stream().map(Membership::orgId).toList();
        Map<String, Document> organizations = store.byIds(Collections.ORGANIZATIONS, ids);
        Map<String, Document> contacts = store.byIds(Collections.CONTACTS, ids);
        List<Map<String, @Nullable Object>> data = new ArrayList<>();
        for (Membership membership : part) {
            Document organization = organizations.get(membership.orgId());
            if (organization != null) {
                Map<String, @Nullable Object> view = view(organization, contacts.get(membership.orgId()));
                if (!access.comesIn(principal, membership.orgId())) {
                    view.replaceAll((field, value) -> ALWAYS_SEEN.contains(field) ? value : null);
                }
                view.put("role", membership.binding().role().word());
                data.add(view);
            }
        }
        boolean more = from + part.size() < all.size() && !part.isEmpty();
        return Listing.part(data, all.size(), page, more ? cursor(name, part.getLast()) : null);
    }

    private List<Membership> reachable(Principal principal, String person) {
        Instant now = clock.instant();
        return state.membershipsOf(person).stream()
                .filter(membership -> !membership.binding().expired(now)
                        && (!(principal instanceof Principal.ApiKey key) || key.limits().reaches(membership.orgId())
                                && !membership.cutOffKeys().contains(key.keyId())))
                .toList();
    }

    private static String cursor(String name, Membership last) {
        return Cursor.of(name, List.of(last.createdAt().toString(), last.orgId()));
    }

    /** Newest first: goes on behind the place of the cursor, whether that organization is still there or not. */
    private static int after(List<String> place, List<Membership> all) {
        Instant createdAt = Instant.parse(place.getFirst());
        int from = 0;
        while (from < all.size() && (all.get(from).createdAt().isAfter(createdAt)
                || all.get(from).createdAt().equals(createdAt)
                        && all.get(from).orgId().compareTo(place.getLast()) >= 0)) {
            from++;
        }
        return from;
    }

    private static Map<String, @Nullable Object> view(Document organization, @Nullable Document contact) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", Objects.requireNonNull(organization.getString("_id")));
        view.put("created_by", organization.getString("owner_id"));
        view.put("created_at", Documents.time(organization, "created_at"));
        view.put("updated_at", Documents.time(organization, "updated_at"));
        view.put("logo", organization.getString("logo"));
        view.put("name", organization.getString("name"));
        view.put("management_email", contact == null ? null : contact.getString("management_email"));
        view.put("customer_id", null);
        view.put("website", organization.getString("website"));
        return view;
    }
}
