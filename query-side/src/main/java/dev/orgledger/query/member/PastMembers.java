package dev.orgledger.query.member;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.orgledger.edge.Page;
import dev.orgledger.query.history.History;
import dev.orgledger.query.history.PastState;
import dev.orgledger.query.member.MemberList.Asked;
import dev.orgledger.query.platform.http.Cursor;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.LiveInvitations;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** The list of members as it was: the same documents, made of a past state. */
@Component
class PastMembers {

    /**
     * One line.
     *
     * @param place where it stands in the list: texts in order are the list in order
     */
    private record Line(String place, boolean member, String personId, Document document) {}

    private final History history;
    private final Store store;
    private final Persons people;

    PastMembers(History history, Store store, Persons people) {
        this.history = history;
        this.store = store;
        this.people = people;
    }

    ResponseEntity<Map<String, Object>> of(Asked asked, Instant moment, Page page) {
        PastState then = history.of(asked.orgId(), moment).filter(found -> !found.organization().deleted())
                .orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
        List<Line> all = lines(then, asked, moment);
        String name = "members " + asked.orgId() + " " + moment;
        int from = page.cursor() == null
                ? Math.min(page.skip(), all.size())
                : behind(all, Cursor.parse(name, page.cursor()));
        List<Line> part = all.subList(from, Math.min(from + page.limit(), all.size()));
        boolean more = from + part.size() < all.size() && !part.isEmpty();
        return Versioned.answer(then.version(), Listing.part(views(part, then), all.size(), page,
                more ? Cursor.of(name, List.of(part.getLast().place())) : null));
    }

    private List<Line> lines(PastState then, Asked asked, Instant moment) {
        Set<String> wanted = asked.email() == null ? null : new HashSet<>(people.idsOf(asked.email()));
        Stream<Line> members = then.members().values().stream().filter(member -> !member.binding().expired(moment))
                .map(PastMembers::line);
        Stream<Line> invited = then.invitations().values().stream()
                .filter(invitation -> !LiveInvitations.over(invitation.invitationExpiresAt(), moment))
                .map(PastMembers::line);
        return Stream.concat(members, invited).filter(line -> wanted == null || wanted.contains(line.personId()))
                .filter(line -> asked.role() == null || line.member() != asked.onlyInvited()
                        && asked.role().equals(line.document().getString("role")))
                .sorted(Comparator.comparing(Line::place)).toList();
    }

    private static Line line(PastState.Member member) {
        String personId = member.membership().userId();
        return new Line("a " + sortable(member.joinedAt()) + " " + personId, true, personId,
                new Document("user_id", personId).append("role", member.membership().role().word())
                        .append("joined_at", Documents.date(member.joinedAt()))
                        .append("expires_at", Documents.date(member.membership().until())));
    }

    private static Line line(PastState.Invitation invitation) {
        return new Line("b " + sortable(invitation.createdAt()) + " " + invitation.invitationId(), false,
                invitation.personId(),
                new Document("_id", invitation.invitationId()).append("role", invitation.role().word())
                        .append("expires_at", Documents.date(invitation.expiresAt()))
                        .append("invitation_expires_at", Documents.date(invitation.invitationExpiresAt())));
    }

    private static String sortable(Instant time) {
        return "%015d".formatted(time.toEpochMilli());
    }

    private static int behind(List<Line> all, List<String> place) {
        return (int) all.stream().filter(line -> line.place().compareTo(place.getFirst()) <= 0).count();
    }

    private List<Map<String, Object>> views(List<Line> part, PastState then) {
        Map<String, PersonRecord> known = people
                .byIds(part.stream().map(Line::personId).collect(Collectors.toSet()));
        Map<String, Document> names = store.byIds(Collections.INVITATION_NAMES,
                part.stream().filter(line -> !line.member()).map(line -> line.document().getString("_id")).toList());
        return part.stream().map(line -> view(line, known.get(line.personId()), names, then)).toList();
    }

    private static Map<String, Object> view(Line line, @Nullable PersonRecord person, Map<String, Document> names,
            PastState then) {
        return line.member()
                ? MemberView.member(line.document(), person, then.settings().ownerId())
                : MemberView.invited(line.document(), person, names.get(line.document().getString("_id")));
    }
}
