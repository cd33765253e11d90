package dev.orgledger.query.user;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.mongo.ProjectionReader;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** A user: oneself, or for the platform key anyone. */
@RestController
class UserReads {

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Persons people;
    private final AccessState state;
    private final ProjectionReader projection;

    UserReads(Persons people, AccessState state, ProjectionReader projection) {
        this.people = people;
        this.state = state;
        this.projection = projection;
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @GetMapping("/user")
    Map<String, Object> get(RequestContext context, @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable String email) {
        boolean byEmail = context.principal() instanceof Principal.Platform && userId == null && email != null;
        if (email != null && context.principal().personId() instanceof String self
                && !people.idsOf(email).contains(self)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED).saying("Only the platform key may ask about other people");
        }
        String id = byEmail ? idOf(email) : Reads.oneself(context.principal(), userId);
        if (!(context.principal() instanceof Principal.Platform)) {
            awaitRegistered(id);
        }
        PersonRecord person = registered(id).orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("email", person.email());
        view.put("first_name", person.firstName());
        view.put("last_name", person.lastName());
        view.put("image_url", person.imageUrl());
        view.put("two_factor_enabled", state.twoFactorEnabled(id));
        view.put("created_at", person.registeredAt());
        return Listing.one(view);
    }

    /** Whoever was let in is registered, if only by this very request: the documents may need a moment. */
    private void awaitRegistered(String id) {
        if (!projection.progress().await(() -> registered(id).isPresent(), WAIT)) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND).retryAfter(Duration.ofSeconds(1));
        }
    }

    private Optional<PersonRecord> registered(String id) {
        return people.byId(id).filter(known -> known.registeredAt() != null);
    }

    private String idOf(@Nullable String email) {
        return email == null
                ? ""
                : people.idsOf(email).stream().findFirst().orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
    }
}
