package dev.orgledger.command.organization;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.organization.OrganizationCommand.Created;
import dev.orgledger.command.organization.OrganizationCommand.DeleteOrganization;
import dev.orgledger.command.organization.OrganizationCommand.Settings;
import dev.orgledger.command.organization.OrganizationCommand.TransferOwnership;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** Contract section 3, the commands. */
@RestController
class OrganizationController {

    private final OrganizationAccess access;

    OrganizationController(OrganizationAccess access) {
        this.access = access;
    }

    @Admits(Who.ONESELF)
    @PostMapping("/organization")
    ResponseEntity<Map<String, Object>> create(CommandRequest request) {
        return request.answer(() -> {
            if (request.principal().narrowed()) {
                throw Refusal.of(ErrorCode.PERMISSION_DENIED);
            }
            request.personId();
            Body body = request.body();
            String email = body.text("management_email");
            CreateOrganization command = new CreateOrganization(Ids.organization(),
                    OrganizationName.parse(body.required("name", ErrorCode.NAME_REQUIRED)),
                    email == null ? null : EmailAddress.parse(email),
                    HttpsUrl.parse(body.text("website"), ErrorCode.INVALID_WEBSITE),
                    HttpsUrl.parse(body.text("logo"), ErrorCode.INVALID_LOGO), request.principal());
            return request.<Created>send(command,
                    created -> json("status", "Organization created", "id", created.orgId()));
        });
    }

    @Requires(Permission.ORG_UPDATE_SETTINGS)
    @PutMapping("/organization")
    ResponseEntity<Map<String, Object>> update(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            UpdateOrganization command = new UpdateOrganization(body.orgId(),
                    change(body, "name", name -> OrganizationName.parse(orEmpty(name))),
                    change(body, "management_email", email -> EmailAddress.parse(orEmpty(email))),
                    change(body, "website", url -> HttpsUrl.parse(url, ErrorCode.INVALID_WEBSITE)),
                    change(body, "logo", url -> HttpsUrl.parse(url, ErrorCode.INVALID_LOGO)), request.principal());
            return request.<Settings>send(command,
                    now -> json("status", "Organization updated", "data", json("id", now.orgId(), "name", now.name(),
                            "management_email", now.managementEmail(), "logo", now.logo(), "website", now.website())));
        });
    }

    @Requires(Permission.ORG_DELETE)
    @DeleteMapping("/organization")
    ResponseEntity<Map<String, Object>> delete(CommandRequest request) {
        return request.answer(() -> {
            String orgId = request.body().orgId();
            return request.send(new DeleteOrganization(orgId, request.principal()),
                    done -> json("status", "Organization deleted", "id", orgId));
        });
    }

    @Admits(Who.OWNER)
    @PostMapping("/organization/owner")
    ResponseEntity<Map<String, Object>> transferOwnership(CommandRequest request) {
        return request.answer(() -> {
            String orgId = request.body().orgId();
            access.requireOwner(request.principal(), orgId);
            EmailAddress to = EmailAddress.parse(request.body().required("email", ErrorCode.INVALID_EMAIL));
            return request.send(new TransferOwnership(orgId, to, request.principal()),
                    done -> json("status", "Ownership transferred", "id", orgId));
        });
    }

    private static <T> Change<T> change(Body body, String field, Function<@Nullable String, @Nullable T> parse) {
        return body.has(field) ? Change.to(parse.apply(body.text(field))) : Change.keep();
    }

    /** A field that cannot be cleared: {@code null} is refused as the empty text is. */
    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
