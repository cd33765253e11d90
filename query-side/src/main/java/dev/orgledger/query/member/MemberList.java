package dev.orgledger.query.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.edge.Page;
import dev.orgledger.query.platform.answer.Answer;
import dev.orgledger.query.platform.http.Cursor;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.LiveInvitations;
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

    private record Part(Shape shape, Bson filter) {}

    /** What was found for a page, one more than it holds where there is more; and how many there are in all. */
    private record Stretch(List<Document> documents, long total) {}

    private final Store store;
    private final Persons people;
    private final Clock clock;

    MemberList(Store store, Persons people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
    }

    /** @param organization its document, where it is there already */
    Answer of(Asked asked, Page page, @Nullable Document organization) {
        String ownerId = organization == null ? null : organization.getString("owner_id");
        long version = organization == null ? 0 : organization.getLong("version");
        List<Part> parts = parts(asked);
        String name = "members " + asked.orgId();
        Stretch found = page.cursor() == null
                ? byPage(parts, page)
                : behind(parts, Cursor.parse(name, page.cursor()), page);
        boolean more = found.documents().size() > page.limit() && page.limit() > 0;
        List<Document> part = found.documents().subList(0, Math.min(found.documents().size(), page.limit()));
        Map<String, Object> body = Listing.part(views(part, ownerId), found.total(), page,
                more ? Cursor.of(name, place(parts, part.getLast())) : null);
        // Whose address it is may change with people whom the answer does not name.
        return organization != null && asked.email() == null && part.size() == found.total()
                ? new Answer(version, body, tellsOf(asked.orgId(), part), lapse(part))
                : Answer.once(version, body);
    }

    private static Set<String> tellsOf(String orgId, List<Document> all) {
        Set<String> ids = new HashSet<>(Set.of(orgId));
        for (Document one : all) {
            ids.add(personOf(one));
            if (!isMember(one)) {
                ids.add(one.getString("_id"));
            }
        }
        return ids;
    }

    /** When the first of the invitations among them is none any more. */
    private static Instant lapse(List<Document> all) {
        return all.stream().filter(one -> !isMember(one)).map(one -> one.getDate("invitation_expires_at").toInstant())
                .min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    private static boolean isMember(Document one) {
        return one.containsKey("user_id");
    }

    private static String personOf(Document one) {
        return one.getString(isMember(one) ? "user_id" : "person_id");
    }

    private List<Part> parts(Asked asked) {
        List<Bson> members = new ArrayList<>(List.of(eq("org_id", asked.orgId()), eq("gone", false)));
        List<Bson> invitations = new ArrayList<>(
                List.of(eq("org_id", asked.orgId()), LiveInvitations.at(clock.instant())));
        if (asked.email() != null) {
            List<String> persons = people.idsOf(asked.email());
            members.add(in("user_id", persons));
            invitations.add(in("person_id", persons));
        }
        if (asked.role() != null) {
            (asked.onlyInvited() ? invitations : members).add(eq("role", asked.role()));
        }
        Part joined = new Part(Shape.MEMBERS_OF_ORGANIZATION, and(members));
        Part invited = new Part(Shape.INVITATIONS_OF_ORGANIZATION, and(invitations));
        if (asked.role() == null) {
            return List.of(joined, invited);
        }
        return List.of(asked.onlyInvited() ? invited : joined);
    }

    private Stretch byPage(List<Part> parts, Page page) {
        List<Document> found = new ArrayList<>();
        long total = 0;
        long skip = page.skip();
        for (Part part : parts) {
            int room = page.limit() + 1 - found.size();
            long count;
            if (skip == 0 && room > 0) {
                List<Document> here = store.find(part.shape(), part.filter(), 0, room);
                found.addAll(here);
                // Fewer than there was room for are all.
                count = here.size() < room ? here.size() : count(part);
            } else {
                count = count(part);
                if (room > 0 && (skip < count || count > Store.COUNTED)) {
                    found.addAll(store.find(part.shape(), part.filter(), (int) skip, room));
                }
            }
            total += count;
            skip = Math.max(0, skip - count);
        }
        return new Stretch(found, total);
    }

    private Stretch behind(List<Part> parts, List<String> place, Page page) {
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
        return new Stretch(found, parts.stream().mapToLong(this::count).sum());
    }

    private long count(Part part) {
        return store.count(part.shape(), part.filter());
    }

    private static List<String> place(List<Part> parts, Document last) {
        boolean member = isMember(last);
        List<String> place = new ArrayList<>(List.of(member ? "m" : "i"));
        place.addAll((member ? parts.getFirst() : parts.getLast()).shape().placeOf(last));
        return place;
    }

    private List<Map<String, Object>> views(List<Document> part, @Nullable String owner) {
        Set<String> persons = new HashSet<>();
        part.forEach(one -> persons.add(personOf(one)));
        Map<String, PersonRecord> known = people.byIds(persons);
        Map<String, Document> names = store.byIds(Collections.INVITATION_NAMES,
                part.stream().filter(one -> !isMember(one)).map(one -> one.getString("_id")).toList());
        return part.stream()
                .map(one -> isMember(one)
                        ? MemberView.member(one, known.get(one.getString("user_id")), owner)
                        : MemberView.invited(one, known.get(one.getString("person_id")),
                                names.get(one.getString("_id"))))
                .toList();
    }
}
