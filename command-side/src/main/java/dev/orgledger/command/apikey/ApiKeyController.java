package dev.orgledger.command.apikey;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.apikey.ApiKeyCommand.CreateApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.RevokeApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.RotateApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.UpdateApiKey;
import dev.orgledger.command.apikey.ApiKeys.Kept;
import dev.orgledger.command.apikey.KeyAccessCommand.CutOffApiKey;
import dev.orgledger.command.apikey.KeyAccessCommand.RestoreApiKey;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.Grace;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** Contract section 2, the commands about API keys. */
@RestController
class ApiKeyController {

    private final OrganizationCheck access;
    private final ApiKeys keys;
    private final ReachablePolicies policies;

    ApiKeyController(OrganizationCheck access, ApiKeys keys, ReachablePolicies policies) {
        this.access = access;
        this.keys = keys;
        this.policies = policies;
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @PostMapping("/apikey")
    ResponseEntity<Map<String, Object>> create(CommandRequest request) {
        return request.answer(() -> {
            String owner = owner(request);
            Body body = request.body();
            ApiKeyName name = ApiKeyName.parse(body.required("name", ErrorCode.APIKEY_NAME_REQUIRED));
            Instant expiresAt = body.time("expires_at", ErrorCode.INVALID_EXPIRATION);
            Set<String> organizations = organizations(body, owner);
            Role maxRole = maxRole(body);
            policies.check(owner, organizations, expiresAt);
            Secret secret = Secret.generate(Secret.Kind.API_KEY);
            String keyId = Ids.apiKey();
            return request.send(
                    new CreateApiKey(keyId, owner, name, secret.hash(), expiresAt, organizations, maxRole,
                            request.principal()),
                    done -> json("status", "API key created", "id", keyId, "key", secret.reveal(), "expires_at",
                            expiresAt),
                    "key");
        });
    }

    @Admits(value = Who.ONESELF, permissions = Permission.ORG_MANAGE_MEMBERS)
    @PutMapping("/apikey")
    ResponseEntity<Map<String, Object>> update(CommandRequest request) {
        return request.answer(() -> {
            boolean aboutAccess = request.body().has("orgId") || request.body().has("cut_off");
            return aboutAccess ? restore(request) : change(request);
        });
    }

    private ResponseEntity<Map<String, Object>> change(CommandRequest request) {
        Kept key = own(request);
        Body body = request.body();
        Change<ApiKeyName> name = body.has("name")
                ? Change.to(ApiKeyName.parse(body.required("name", ErrorCode.APIKEY_NAME_REQUIRED)))
                : Change.keep();
        Change<Instant> expiresAt = body.has("expires_at")
                ? Change.to(body.time("expires_at", ErrorCode.INVALID_EXPIRATION))
                : Change.keep();
        ApiKeyName present = new ApiKeyName(key.name());
        Instant end = expiresAt.over(key.limits().expiresAt());
        if (!present.equals(name.over(present)) || !Objects.equals(end, key.limits().expiresAt())) {
            policies.check(key.userId(), key.limits().limitedToOrgs(), end);
        }
        return request.send(new UpdateApiKey(key.keyId(), name, expiresAt, request.principal()),
                done -> json("status", "API key updated", "id", key.keyId()));
    }

    private ResponseEntity<Map<String, Object>> restore(CommandRequest request) {
        Body body = request.body();
        requireKeysOf(request, body.orgId());
        if (body.flag("cut_off").orElse(true) || body.has("name") || body.has("expires_at")) {
            // Half of what was meant, or the opposite, would be done in silence.
            throw Refusal.of(ErrorCode.INVALID_PARAMETER)
                    .saying("With orgId comes cut_off, false, and nothing else: DELETE cuts a key off")
                    .with("field", "cut_off");
        }
        String keyId = keyId(request);
        return request.send(new RestoreApiKey(body.orgId(), keyId, request.principal()),
                done -> json("status", "API key updated", "id", keyId));
    }

    @Admits(Who.ONESELF)
    @PostMapping("/apikey/rotate")
    ResponseEntity<Map<String, Object>> rotate(CommandRequest request) {
        return request.answer(() -> {
            Kept key = own(request);
            Duration grace = grace(request.body());
            policies.check(key.userId(), key.limits().limitedToOrgs(), key.limits().expiresAt());
            Secret secret = Secret.generate(Secret.Kind.API_KEY);
            return request.send(new RotateApiKey(key.keyId(), secret.hash(), grace, request.principal()),
                    done -> json("status", "API key rotated", "id", key.keyId(), "key", secret.reveal()), "key");
        });
    }

    @Admits(value = Who.ONESELF, permissions = Permission.ORG_MANAGE_MEMBERS)
    @DeleteMapping("/apikey")
    ResponseEntity<Map<String, Object>> revoke(CommandRequest request) {
        return request.answer(() -> {
            Command wish;
            if (request.body().has("orgId")) {
                // Never taken for the other wish: ending the key everywhere would be too much.
                String orgId = request.body().orgId();
                requireKeysOf(request, orgId);
                wish = new CutOffApiKey(orgId, keyId(request), request.principal());
            } else {
                request.personId();
                ANarrowedKeyStaysNarrow.check(request.principal());
                wish = new RevokeApiKey(keyId(request), request.principal());
            }
            return request.send(wish, done -> json("status", "API key revoked", "id", keyId(request)));
        });
    }

    /** The caller's own key; one that is revoked, foreign or unknown looks the same. */
    private Kept own(CommandRequest request) {
        String person = request.personId();
        ANarrowedKeyStaysNarrow.check(request.principal());
        return keys.byId(keyId(request)).filter(key -> key.userId().equals(person) && key.revokedAt() == null)
                .orElseThrow(() -> Refusal.of(ErrorCode.APIKEY_NOT_FOUND));
    }

    private void requireKeysOf(CommandRequest request, String orgId) {
        access.require(request.principal(), orgId, Permission.ORG_MANAGE_MEMBERS);
        ANarrowedKeyStaysNarrow.check(request.principal());
    }

    private static String keyId(CommandRequest request) {
        return request.body().id("keyId");
    }

    private static Duration grace(Body body) {
        return Grace.ofSeconds(body.number("grace_seconds", ErrorCode.INVALID_GRACE_SECONDS).orElse(0));
    }

    /** Whose key it becomes: the caller's own, or for the platform the user it names. */
    private static String owner(CommandRequest request) {
        String named = request.body().text("userId");
        if (request.principal() instanceof Principal.Platform) {
            return request.body().id("userId");
        }
        if (request.principal().narrowed() || named != null && !named.equals(request.personId())) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return request.personId();
    }

    private @Nullable Set<String> organizations(Body body, String owner) {
        List<String> typed = body.texts("limited_to_orgs", ErrorCode.INVALID_LIMITED_TO_ORGS);
        if (typed != null && !typed.stream().allMatch(orgId -> access.isMember(orgId, owner))) {
            throw Refusal.of(ErrorCode.INVALID_LIMITED_TO_ORGS);
        }
        return typed == null ? null : new LinkedHashSet<>(typed);
    }

    private static @Nullable Role maxRole(Body body) {
        String word = body.text("max_role");
        return word == null ? null : Role.of(word).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_MAX_ROLE));
    }
}
