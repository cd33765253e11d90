package dev.orgledger.query.organization;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import dev.orgledger.edge.Page;
import dev.orgledger.query.authorization.AccessState.Membership;
import dev.orgledger.query.platform.http.Cursor;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * The organizations of one person, newest first, of now or of a past moment.
 *
 * @param name names the list, for its cursors
 * @param all the memberships, in order
 * @param source where their organizations come from
 * @param seen which of them tell the caller more than that they are there
 */
record OrganizationList(String name, List<Membership> all, Source source, Predicate<String> seen) {

    /** Documents and management addresses of organizations, by id. */
    record Shown(Map<String, Document> organizations, Map<String, String> addresses) {

        static Shown of(Map<String, Document> organizations, Map<String, Document> contacts) {
            Map<String, String> addresses = new HashMap<>();
            contacts.forEach((orgId, contact) -> addresses.put(orgId, contact.getString("management_email")));
            return new Shown(organizations, addresses);
        }
    }

    /** Finds them. */
    interface Source {
        Shown of(Collection<String> orgIds);
    }

    Map<String, Object> part(Page page) {
        int from = page.cursor() == null
                ? Math.min(page.skip(), all.size())
                : after(Cursor.parse(name, page.cursor()));
        List<Membership> part = all.subList(from, Math.min(from + page.limit(), all.size()));
        Shown shown = source.of(part.stream().map(Membership::orgId).toList());
        List<Map<String, @Nullable Object>> data = new ArrayList<>();
        for (Membership membership : part) {
            Document organization = shown.organizations().get(membership.orgId());
            if (organization != null) {
                Map<String, @Nullable Object> view = OrganizationView.of(organization,
                        shown.addresses().get(membership.orgId()));
                if (!seen.test(membership.orgId())) {
                    OrganizationView.cutShort(view);
                }
                view.put("role", membership.binding().role().word());
                data.add(view);
            }
        }
        boolean more = from + part.size() < all.size() && !part.isEmpty();
        return Listing.part(data, all.size(), page, more ? cursor(part.getLast()) : null);
    }

    private String cursor(Membership last) {
        return Cursor.of(name, List.of(last.createdAt().toString(), last.orgId()));
    }

    /** Newest first: goes on behind the place of the cursor, whether that organization is still there or not. */
    private int after(List<String> place) {
        Instant createdAt = time(place.getFirst());
        int from = 0;
        while (from < all.size() && (all.get(from).createdAt().isAfter(createdAt)
                || all.get(from).createdAt().equals(createdAt)
                        && all.get(from).orgId().compareTo(place.getLast()) >= 0)) {
            from++;
        }
        return from;
    }

    /** The check of a cursor can be made by anybody, so what is behind it may be anything. */
    private static Instant time(String typed) {
        try {
            return Instant.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.of(ErrorCode.INVALID_CURSOR);
        }
    }
}
