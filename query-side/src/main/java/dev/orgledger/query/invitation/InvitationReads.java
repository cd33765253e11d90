package dev.orgledger.query.invitation;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import com.mongodb.client.model.Filters;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.edge.Requires;
import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.platform.http.Found;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.LiveInvitations;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/** Live invitations: of an organization, or those that the caller was sent. */
@RestController
class InvitationReads {

    private static final int MOST_TO_ONE_PERSON = 1_000;

    private final AccessState state;
    private final Store store;
    private final Persons people;
    private final Versioned versioned;
    private final Clock clock;

    InvitationReads(AccessState state, Store store, Persons people, Versioned versioned, Clock clock) {
        this.state = state;
        this.store = store;
        this.people = people;
        this.versioned = versioned;
        this.clock = clock;
    }

    @Requires(value = Permission.ORG_MANAGE_MEMBERS, onlyIfNamed = true)
    @Admits(Who.ONESELF)
    @GetMapping("/organization/invitations")
    ResponseEntity<Map<String, Object>> list(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String orgId) {
        if (orgId == null) {
            return ResponseEntity.ok(own(context.principal(), page));
        }
        return versioned.answer(orgId, () -> answer(Shape.INVITATIONS_OF_ORGANIZATION, eq("org_id", orgId), page,
                "invitations " + orgId));
    }

    private Map<String, Object> own(Principal principal, Page page) {
        if (principal.personId() == null) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        String person = Reads.oneself(principal, principal.personId());
        // Those of organizations that were deleted since are no use to anybody.
        Bson stillThere = Filters.nin("org_id",
                store.find(Shape.INVITATIONS_OF_PERSON, live(eq("person_id", person)), 0, MOST_TO_ONE_PERSON).stream()
                        .map(invitation -> invitation.getString("org_id")).filter(orgId -> !state.exists(orgId))
                        .collect(Collectors.toSet()));
        return answer(Shape.INVITATIONS_OF_PERSON, and(eq("person_id", person), stillThere), page,
                "invitations " + person);
    }

    private Bson live(Bson whose) {
        return and(whose, LiveInvitations.at(clock.instant()));
    }

    private Map<String, Object> answer(Shape shape, Bson whose, Page page, String name) {
        Found found = Found.of(store, shape, live(whose), page, name);
        Map<String, Document> names = store.byIds(Collections.INVITATION_NAMES,
                found.documents().stream().map(invitation -> invitation.getString("_id")).toList());
        Map<String, Document> organizations = store.byIds(Collections.ORGANIZATIONS,
                found.documents().stream().map(invitation -> invitation.getString("org_id")).distinct().toList());
        Map<String, PersonRecord> known = people.byIds(
                found.documents().stream().map(invitation -> invitation.getString("person_id")).distinct().toList());
        return found.answer(page, invitation -> view(invitation, names.get(invitation.getString("_id")),
                organizations.get(invitation.getString("org_id")),
                Persons.emailOf(known, invitation.getString("person_id"))));
    }

    private static Map<String, Object> view(Document invitation, @Nullable Document names,
            @Nullable Document organization, @Nullable String email) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("invitation_id", invitation.getString("_id"));
        view.put("org_id", invitation.getString("org_id"));
        view.put("org_name", organization == null ? null : organization.getString("name"));
        view.put("email", email);
        view.put("role", invitation.getString("role"));
        view.put("invited_by", invitation.getString("invited_by"));
        view.put("first_name", names == null ? null : names.getString("first_name"));
        view.put("last_name", names == null ? null : names.getString("last_name"));
        view.put("created_at", Documents.time(invitation, "created_at"));
        view.put("invitation_expires_at", Documents.time(invitation, "invitation_expires_at"));
        return view;
    }
}
