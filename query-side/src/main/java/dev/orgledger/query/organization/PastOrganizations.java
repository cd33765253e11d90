package dev.orgledger.query.organization;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.authorization.AccessState.Membership;
import dev.orgledger.query.authorization.ReadAccess;
import dev.orgledger.query.history.EverMember;
import dev.orgledger.query.history.History;
import dev.orgledger.query.history.PastContacts;
import dev.orgledger.query.history.PastState;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Organizations as they were. */
@Component
class PastOrganizations {

    private final History history;
    private final PastContacts contacts;
    private final EverMember everMember;
    private final ReadAccess access;
    private final AccessState state;

    PastOrganizations(History history, PastContacts contacts, EverMember everMember, ReadAccess access,
            AccessState state) {
        this.history = history;
        this.contacts = contacts;
        this.everMember = everMember;
        this.access = access;
        this.state = state;
    }

    ResponseEntity<Map<String, Object>> one(String orgId, Instant moment) {
        PastState then = history.of(orgId, moment).filter(found -> !found.organization().deleted())
                .orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
        return Versioned.answer(then.version(), Listing.one(
                OrganizationView.of(OrganizationView.document(then), contacts.of(List.of(then)).get(orgId))));
    }

    /**
     * Where that person was a member then. More than its name, of which a member knew, an organization tells those alone who may
     * read its audit log now.
     */
    OrganizationList list(Principal principal, String personId, Instant moment) {
        Map<String, PastState> then = everMember.organizationsOf(personId).stream()
                .filter(orgId -> reaches(principal, orgId)).map(orgId -> history.of(orgId, moment))
                .flatMap(Optional::stream).filter(found -> !found.organization().deleted())
                .filter(found -> found.binding(personId).filter(role -> !role.expired(moment)).isPresent())
                .collect(Collectors.toMap(found -> found.organization().orgId(), Function.identity()));
        List<Membership> memberships = then.values().stream()
                .map(found -> new Membership(found.organization().orgId(), found.organization().createdAt(),
                        found.binding(personId).orElseThrow(), found.organization().cutOffKeys()))
                .sorted(Comparator.comparing(Membership::createdAt).thenComparing(Membership::orgId).reversed())
                .toList();
        return new OrganizationList("organizations " + personId + " " + moment, memberships,
                orgIds -> shown(then.entrySet().stream().filter(entry -> orgIds.contains(entry.getKey()))
                        .map(Map.Entry::getValue).toList()),
                orgId -> access.mayAudit(principal, orgId));
    }

    private OrganizationList.Shown shown(List<PastState> part) {
        return new OrganizationList.Shown(part.stream().map(OrganizationView::document)
                .collect(Collectors.toMap(document -> document.getString("_id"), Function.identity())),
                contacts.of(part));
    }

    /** A key tells of no organization that it does not reach now. */
    private boolean reaches(Principal principal, String orgId) {
        return !(principal instanceof Principal.ApiKey key)
                || key.limits().reaches(orgId) && !state.cutOffKeysOf(orgId).contains(key.keyId());
    }
}
