package dev.orgledger.command.organization;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import dev.orgledger.command.organization.OrganizationCommand.ChangeSecurity;
import dev.orgledger.command.organization.OrganizationCommand.SecurityChanged;
import dev.orgledger.command.organization.SecurityWish.Passwords;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.Change;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** Contract section 6, the commands. */
@RestController
class SecurityController {

    @Requires(Permission.ORG_UPDATE_SECURITY)
    @PutMapping("/organization/security")
    ResponseEntity<Map<String, Object>> change(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            ChangeSecurity command = new ChangeSecurity(body.orgId(), wish(body), body.flag("dry_run").orElse(false),
                    request.principal());
            return request.<SecurityChanged>send(command, changed -> json("status", "OK", "data", view(changed)));
        });
    }

    private static SecurityWish wish(Body body) {
        return new SecurityWish(flag(body, "enforcing_2fa"), passwords(body), flag(body, "enforce_hashed_api_keys"),
                flag(body, "require_apikey_expiration"), days(body));
    }

    private static Change<Boolean> flag(Body body, String field) {
        return body.has(field) ? Change.to(body.flag(field).orElse(null)) : Change.keep();
    }

    private static Change<Integer> days(Body body) {
        if (!body.has("max_apikey_expiration_days")) {
            return Change.keep();
        }
        JsonNode days = body.json().get("max_apikey_expiration_days");
        return Change.to(days.isNull()
                ? null
                : within(days, 1, SecurityPolicy.LONGEST_DAYS, Refusal.of(ErrorCode.INVALID_MAX_EXPIRATION_DAYS)));
    }

    private static Change<Passwords> passwords(Body body) {
        if (!body.has("password_policy")) {
            return Change.keep();
        }
        JsonNode policy = body.json().get("password_policy");
        if (policy.isNull()) {
            return Change.to(null);
        }
        if (!policy.isObject()) {
            throw invalid("password_policy");
        }
        JsonNode length = policy.get("min_length");
        return Change.to(new Passwords(flag(policy, "enabled"),
                length == null
                        ? null
                        : within(length, PasswordPolicy.SHORTEST, PasswordPolicy.LONGEST, invalid("min_length")),
                flag(policy, "require_uppercase"), flag(policy, "require_number"), flag(policy, "require_special")));
    }

    private static @Nullable Boolean flag(JsonNode policy, String field) {
        JsonNode value = policy.get(field);
        if (value != null && !value.isBoolean()) {
            throw invalid(field);
        }
        return value == null ? null : Boolean.valueOf(value.asBoolean());
    }

    private static int within(JsonNode value, int least, int greatest, Refusal otherwise) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least
                || value.asInt() > greatest) {
            throw otherwise;
        }
        return value.asInt();
    }

    private static Refusal invalid(String field) {
        return Refusal.of(ErrorCode.INVALID_PASSWORD_POLICY).with("field", field);
    }

    private static Map<String, @Nullable Object> view(SecurityChanged changed) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>(changed.policy().fields());
        LockedOut out = changed.lockedOut();
        if (out != null) {
            view.put("locked_out", json("members",
                    out.members().stream()
                            .map(member -> json("uid", member.userId(), "email", member.email(), "role",
                                    member.role().word(), "missing", member.missing()))
                            .toList(),
                    "api_keys", out.apiKeys().stream()
                            .map(key -> json("id", key.keyId(), "owner_email", key.ownerEmail())).toList()));
        }
        return view;
    }
}
