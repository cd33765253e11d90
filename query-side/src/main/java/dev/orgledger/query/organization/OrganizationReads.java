package dev.orgledger.query.organization;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
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
import dev.orgledger.query.platform.answer.Answer;
import dev.orgledger.query.platform.answer.AnswerCache;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;

/** One organization, or those of the caller: which ones and in which role is known in memory, the rest is in documents. */
@RestController
class OrganizationReads {

    private final ReadAccess access;
    private final AccessState state;
    private final Store store;
    private final PastOrganizations past;
    private final AnswerCache answers;
    private final Clock clock;

    OrganizationReads(ReadAccess access, AccessState state, Store store, PastOrganizations past, AnswerCache answers,
            Clock clock) {
        this.access = access;
        this.state = state;
        this.store = store;
        this.past = past;
        this.answers = answers;
        this.clock = clock;
    }

    @Requires(value = Permission.ORG_READ, onlyIfNamed = true, tellsPast = true)
    @Admits(Who.SIGNED_IN)
    @GetMapping(path = "/organization", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> get(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String at) {
        Instant moment = at == null ? null : Reads.moment(at, clock.instant());
        if (orgId == null) {
            return ResponseEntity.ok(list(context.principal(), moment).part(page));
        }
        if (moment != null) {
            return past.one(orgId, moment);
        }
        return answers.answer(new Question(orgId), () -> one(orgId));
    }

    private record Question(String orgId) {}

    private Answer one(String orgId) {
        Document organization = store.byId(Collections.ORGANIZATIONS, orgId)
                .orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
        String address = store.byId(Collections.CONTACTS, orgId).map(contact -> contact.getString("management_email"))
                .orElse(null);
        return Answer.lasting(organization.getLong("version"),
                Listing.one(OrganizationView.of(organization, address)), List.of(orgId));
    }

    private OrganizationList list(Principal principal, @Nullable Instant moment) {
        String person = principal.personId();
        if (person != null && moment != null) {
            return past.list(principal, person, moment);
        }
        List<Membership> all = person == null ? List.of() : reachable(principal, person);
        return new OrganizationList("organizations " + person, all,
                orgIds -> OrganizationList.Shown.of(store.byIds(Collections.ORGANIZATIONS, orgIds),
                        store.byIds(Collections.CONTACTS, orgIds)),
                orgId -> access.comesIn(principal, orgId));
    }

    private List<Membership> reachable(Principal principal, String person) {
        Instant now = clock.instant();
        return state.membershipsOf(person).stream()
                .filter(membership -> !membership.binding().expired(now)
                        && (!(principal instanceof Principal.ApiKey key) || key.limits().reaches(membership.orgId())
                                && !membership.cutOffKeys().contains(key.keyId())))
                .toList();
    }
}
