package dev.orgledger.command.apikey;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.apikey.ApiKeyCommand.CreateApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.RevokeApiKey;
import dev.orgledger.command.organization.OrganizationAccess;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** Contract section 2, the commands about API keys. */
@RestController
class ApiKeyController {

    private final OrganizationAccess access;

    ApiKeyController(OrganizationAccess access) {
        this.access = access;
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
            Secret secret = Secret.generate(Secret.Kind.API_KEY);
            String keyId = Ids.apiKey();
            return request.send(
                    new CreateApiKey(keyId, owner, name, secret.hash(), expiresAt, organizations, maxRole(body),
                            request.principal()),
                    done -> json("status", "API key created", "id", keyId, "key", secret.reveal(), "expires_at",
                            expiresAt),
                    "key");
        });
    }

    @Admits(Who.ONESELF)
    @DeleteMapping("/apikey")
    ResponseEntity<Map<String, Object>> revoke(CommandRequest request) {
        return request.answer(() -> {
            request.personId();
            if (request.body().has("orgId")) {
                // Cutting a key off from one organization is another wish: ending it everywhere would be too much.
                throw Refusal.of(ErrorCode.INVALID_PARAMETER)
                        .saying("Cutting a key off from one organization is not served yet")
                        .with("field", "orgId");
            }
            String keyId = Optional.ofNullable(request.body().text("keyId"))
                    .orElseThrow(() -> Refusal.of(ErrorCode.APIKEY_NOT_FOUND));
            return request.send(new RevokeApiKey(keyId, request.principal()),
                    done -> json("status", "API key revoked", "id", keyId));
        });
    }

    /** Whose key it becomes: the caller's own, or for the platform the user it names. */
    private static String owner(CommandRequest request) {
        String named = request.body().text("userId");
        if (request.principal() instanceof Principal.Platform) {
            return Optional.ofNullable(named).orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
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
