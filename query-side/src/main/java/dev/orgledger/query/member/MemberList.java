package dev.orgledger.query.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.edge.Page;
import dev.orgledger.query.platform.http.Cursor;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Two lists, one behind the other, paged as one. */
@Component
class MemberList {

    static final String INVITED = "invite_";

    /**
     * What is asked for.
     *
     * @param email only that person
     * @param role only that role
     * @param onlyInvited with a role: those invited to it; else those who have it
     */
    record Asked(String orgId, @Nullable String email, @Nullable String role, boolean onlyInvited) {}

    private record Part(Shape shape, Bson filter, long total) {}

    private final Store store;
    private final Persons people;
    private final Clock clock;

    MemberList(Store store, Persons people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
    }

    Map<String, Object> of(Asked asked, Page page) {
        List<Part> parts = parts(asked);
        long total = parts.stream().mapToLong(Part::total).sum();
        String name = "members " + asked.orgId();
        List<Document> found = page.cursor() == null
                ? byPage(parts, page)
                : behind(parts, Cursor.parse(name, page.cursor()), page);
        boolean more = found.size() > page.limit() && page.limit() > 0;
        List<Document> part = found.subList(0, Math.min(found.size(), page.limit()));
        return Listing.part(views(asked.orgId(), part), total, page,
                more ? Cursor.of(name, place(parts, part.getLast())) : null);
    }

    private List<Part> parts(Asked asked) {
        List<Bson> members = new ArrayList<>(List.of(eq("org_id", asked.orgId()), eq("gone", false)));
        List<Bson> invitations = new ArrayList<>(List.of(eq("org_id", asked.orgId()), eq("state", "open"),
                gt("invitation_expires_at", Date.from(clock.instant()))));
        if (asked.email() != null) {
            List<String> persons = people.idsOf(asked.email());
            members.add(in("user_id", persons));
            invitations.add(in("person_id", persons));
        }
        if (asked.role() != null) {
            (asked.onlyInvited() ? invitations : members).add(eq("role", asked.role()));
        }
        Part joined = part(Shape.MEMBERS_OF_ORGANIZATION, and(members));
        Part invited = part(Shape.INVITATIONS_OF_ORGANIZATION, and(invitations));
        if (asked.role() == null) {
            return List.of(joined, invited);
        }
        return List.of(asked.onlyInvited() ? invited : joined);
    }

    private Part part(Shape shape, Bson filter) {
        return new Part(shape, filter, store.count(shape, filter));
    }

    private List<Document> byPage(List<Part> parts, Page page) {
        List<Document> found = new ArrayList<>();
        long skip = page.skip();
        for (Part part : parts) {
            if (skip < part.total() || part.total() > Store.COUNTED) {
                found.addAll(store.find(part.shape(), part.filter(), (int) skip, page.limit() + 1 - found.size()));
            }
            skip = Math.max(0, skip - part.total());
            if (found.size() > page.limit()) {
                break;
            }
        }
        return found;
    }

    private List<Document> behind(List<Part> parts, List<String> place, Page page) {
        int first = place.getFirst().equals("m") ? 0 : parts.size() - 1;
        List<Document> found = new ArrayList<>();
        for (int i = first; i < parts.size() && found.size() <= page.limit(); i++) {
            Part part = parts.get(i);
            Bson filter = i > first
                    ? part.filter()
                    : and(part.filter(), part.shape().behind(place.subList(1, place.size()))
                            .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_CURSOR)));
            found.addAll(store.find(part.shape(), filter, 0, page.limit() + 1 - found.size()));
        }
        return found;
    }

    private static List<String> place(List<Part> parts, Document last) {
        boolean member = last.containsKey("user_id");
        List<String> place = new ArrayList<>(List.of(member ? "m" : "i"));
        place.addAll((member ? parts.getFirst() : parts.getLast()).shape().placeOf(last));
        return place;
    }

    private List<Map<String, Object>> views(String orgId, List<Document> part) {
        Set<String> persons = new HashSet<>();
        part.forEach(one -> persons.add(one.getString(one.containsKey("user_id") ? "user_id" : "person_id")));
        Map<String, PersonRecord> known = people.byIds(persons);
        Map<String, Document> names = store.byIds(Collections.INVITATION_NAMES,
                part.stream().filter(one -> !one.containsKey("user_id")).map(one -> one.getString("_id")).toList());
        String owner = store.byId(Collections.ORGANIZATIONS, orgId).map(document -> document.getString("owner_id"))
                .orElse(null);
        return part.stream()
                .map(one -> one.containsKey("user_id")
                        ? MemberView.member(one, known.get(one.getString("user_id")), owner)
                        : MemberView.invited(one, known.get(one.getString("person_id")),
                                names.get(one.getString("_id"))))
                .toList();
    }
}
