package dev.orgledger.command.user;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.user.UserCommand.UpdateUser;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Contract section 2, the commands about users. */
@RestController
class UserController {

    @PostMapping("/user")
    ResponseEntity<Map<String, Object>> register(CommandRequest request) {
        return request.answer(() -> {
            if (!(request.principal() instanceof Principal.Platform)) {
                throw Refusal.of(ErrorCode.PERMISSION_DENIED);
            }
            Body body = request.body();
            EmailAddress email = EmailAddress.parse(body.required("email", ErrorCode.INVALID_EMAIL));
            RegisterUser command = new RegisterUser(email, name(body, "first_name"), name(body, "last_name"),
                    picture(body), body.flag("two_factor_enabled").orElse(false), request.principal());
            return request.<Registered>send(command,
                    registered -> json("status", "User registered", "id", registered.userId()));
        });
    }

    @PutMapping("/user")
    ResponseEntity<Map<String, Object>> update(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            String userId = subject(request);
            if (body.has("password_facts")) {
                throw Refusal.of(ErrorCode.INVALID_BODY).saying("password_facts are not kept yet").with("field",
                        "password_facts");
            }
            UpdateUser command = new UpdateUser(userId,
                    body.has("first_name") ? Change.to(name(body, "first_name")) : Change.keep(),
                    body.has("last_name") ? Change.to(name(body, "last_name")) : Change.keep(),
                    body.has("image_url") ? Change.to(picture(body)) : Change.keep(),
                    body.flag("two_factor_enabled").<Change<Boolean>>map(Change::to).orElseGet(Change::keep),
                    request.principal());
            return request.send(command, done -> json("status", "User updated", "id", userId));
        });
    }

    /**
     * Who a credential belongs to: how the query side learns the user of a token that it meets for the first time. Making
     * itself known has registered the user already, if need be.
     */
    @PostMapping("/user/session")
    Map<String, Object> session(RequestContext context) {
        String userId = context.principal().personId();
        if (userId == null || context.principal().narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return json("id", userId);
    }

    /** Whom the request is about: oneself, or for the platform whoever it names. */
    private static String subject(CommandRequest request) {
        String named = request.body().text("userId");
        if (request.principal() instanceof Principal.Platform) {
            return Optional.ofNullable(named).orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        }
        boolean another = named != null && !named.equals(request.personId());
        boolean reportsFacts = request.body().has("two_factor_enabled") || request.body().has("password_facts");
        if (another || reportsFacts || request.principal().narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return request.personId();
    }

    private static @Nullable PersonName name(Body body, String field) {
        return PersonName.parse(body.text(field), field);
    }

    private static @Nullable HttpsUrl picture(Body body) {
        return HttpsUrl.parse(body.text("image_url"), ErrorCode.INVALID_IMAGE_URL);
    }
}
