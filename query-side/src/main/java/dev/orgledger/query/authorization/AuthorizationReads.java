package dev.orgledger.query.authorization;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/** Contract section 5: may somebody do that? About oneself anyone may ask, about others the platform
 * key and the check key. */
@RestController
class AuthorizationReads {

    private static final int MOST_CHECKS = 100;

    private final Checks checks;
    private final AccessState state;
    private final Clock clock;

    AuthorizationReads(Checks checks, AccessState state, Clock clock) {
        this.checks = checks;
        this.state = state;
        this.clock = clock;
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @GetMapping("/authorization/check")
    Map<String, Object> check(RequestContext context, @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String permission,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable String keyId,
            @RequestParam(required = false) @Nullable String at) {
        Reads.presentOnly(at);
        return Listing.one(one(context.principal(), orgId, permission, userId, keyId));
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @PostMapping("/authorization/check")
    Map<String, Object> check(RequestContext context, Body body) {
        JsonNode list = body.json().path("checks");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_CHECKS) {
            throw Refusal.of(ErrorCode.INVALID_CHECKS);
        }
        List<Map<String, Object>> answers = list.valueStream().map(node -> {
            if (!node.isObject()) {
                throw Refusal.of(ErrorCode.INVALID_CHECKS);
            }
            Body check = new Body(node);
            Reads.presentOnly(check.text("at"));
            return one(context.principal(), check.text("orgId"), check.text("permission"), check.text("userId"),
                    check.text("keyId"));
        }).toList();
        return Map.of("data", answers);
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @GetMapping("/authorization/permissions")
    Map<String, Object> permissions(RequestContext context, @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable String at) {
        Reads.presentOnly(at);
        return Listing.one(checks.permissions(subject(context.principal(), userId, null), organization(orgId)));
    }

    @Admits(Who.SIGNED_IN)
    @GetMapping("/authorization/roles")
    Map<String, Object> roles(RequestContext context) {
        RoleCatalog catalog = RoleCatalog.standard();
        List<Map<String, Object>> roles = Arrays.stream(Role.values()).map(role -> {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("role", role.word());
            view.put("rank", catalog.describe(role).rank());
            view.put("title", catalog.describe(role).title());
            view.put("description", catalog.describe(role).description());
            view.put("permissions", catalog.permissionsOf(role).stream().map(Permission::key).toList());
            return view;
        }).toList();
        return Listing.part(roles, roles.size(), new Page(0, MOST_CHECKS, null), null);
    }

    private Map<String, Object> one(Principal caller, @Nullable String orgId, @Nullable String permission,
            @Nullable String userId, @Nullable String keyId) {
        String organization = organization(orgId);
        if (permission == null) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("permission is required").with("parameter",
                    "permission");
        }
        return checks.check(subject(caller, userId, keyId), organization, permission);
    }

    private static String organization(@Nullable String orgId) {
        if (orgId == null || orgId.isBlank()) {
            throw Refusal.of(ErrorCode.ORG_ID_REQUIRED);
        }
        return orgId;
    }

    /** Whom the question is about; empty for a key that is not valid. */
    private Optional<Principal> subject(Principal caller, @Nullable String userId, @Nullable String keyId) {
        boolean anyone = caller instanceof Principal.Platform || caller instanceof Principal.CheckKey;
        if (keyId != null) {
            boolean own = state.ownerOfKey(keyId).equals(Optional.ofNullable(caller.personId()));
            // What another key of the same owner may do would tell a narrowed one of what lies beyond its limits.
            boolean another = caller.narrowed()
                    && !(caller instanceof Principal.ApiKey key && key.keyId().equals(keyId));
            if (!anyone && (!own || another)) {
                throw aboutOthers();
            }
            return state.key(keyId, clock.instant());
        }
        if (userId != null) {
            if (!anyone && !userId.equals(caller.personId())) {
                throw aboutOthers();
            }
            return Optional.of(anyone ? new Principal.User(userId) : caller);
        }
        if (anyone) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("userId or keyId is required").with("parameter",
                    "userId");
        }
        return Optional.of(caller);
    }

    private static Refusal aboutOthers() {
        return Refusal.of(ErrorCode.PERMISSION_DENIED)
                .saying("Only the platform key and the check key may ask about other people");
    }
}
