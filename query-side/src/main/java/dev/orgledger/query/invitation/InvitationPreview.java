package dev.orgledger.query.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.LiveInvitations;
import dev.orgledger.query.platform.mongo.ProjectionReader;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** What somebody who holds the token of an invitation may see of it before signing in. */
@RestController
class InvitationPreview {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Store store;
    private final Persons people;
    private final ProjectionReader projection;
    private final Clock clock;

    InvitationPreview(Store store, Persons people, ProjectionReader projection, Clock clock) {
        this.store = store;
        this.people = people;
        this.projection = projection;
        this.clock = clock;
    }

    @Admits(Who.ANYONE)
    @GetMapping("/organization/invitations/preview")
    Map<String, Object> preview(@RequestParam(required = false) @Nullable String token) {
        Secret secret = Secret.parse(Secret.Kind.INVITATION, token == null ? "" : token)
                .orElseThrow(() -> Refusal.of(ErrorCode.INVITATION_NOT_FOUND));
        String hash = secret.hash();
        projection.progress().await(() -> invitationOf(hash).isPresent(), WAIT);
        Document invitation = invitationOf(hash).orElseThrow(() -> Refusal.of(ErrorCode.INVITATION_NOT_FOUND));
        Document names = store.byId(Collections.INVITATION_NAMES, invitation.getString("_id")).orElse(null);
        Document organization = store.byId(Collections.ORGANIZATIONS, invitation.getString("org_id")).orElse(null);
        boolean present = names != null && hash.equals(names.getString("token_hash"));
        if (organization == null || organization.getBoolean("deleted", false) || !present) {
            throw Refusal.of(ErrorCode.INVITATION_GONE);
        }
        requireLive(invitation);
        return Listing.one(view(invitation, organization));
    }

    private Optional<Document> invitationOf(String tokenHash) {
        return store.byId(Collections.INVITATION_TOKENS, tokenHash)
                .flatMap(token -> store.byId(Collections.INVITATIONS, token.getString("invitation_id")));
    }

    private void requireLive(Document invitation) {
        String state = invitation.getString("state");
        Instant expiresAt = Documents.time(invitation, "invitation_expires_at");
        boolean open = LiveInvitations.OPEN.equals(state);
        if (InvitationProjection.EXPIRED.equals(state) || open && LiveInvitations.over(expiresAt, clock.instant())) {
            throw Refusal.of(ErrorCode.INVITATION_EXPIRED);
        }
        if (!open) {
            throw Refusal.of(ErrorCode.INVITATION_GONE);
        }
    }

    private Map<String, Object> view(Document invitation, Document organization) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("org_name", organization.getString("name"));
        view.put("logo", organization.getString("logo"));
        view.put("role", invitation.getString("role"));
        view.put("email", people.byId(invitation.getString("person_id")).map(PersonRecord::email).orElse(null));
        view.put("invitation_expires_at", Documents.time(invitation, "invitation_expires_at"));
        return view;
    }
}
