package dev.orgledger.command.user;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.user.UserCommand.Erased;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.user.UserCommand.UpdateUser;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Contract section 2, the commands about users. */
@RestController
class UserController {

    private final People people;
    private final SignIns signIns;

    UserController(People people, SignIns signIns) {
        this.people = people;
        this.signIns = signIns;
    }

    @Admits(Who.PLATFORM)
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

    @Admits({Who.ONESELF, Who.PLATFORM})
    @PutMapping("/user")
    ResponseEntity<Map<String, Object>> update(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            String userId = subject(request);
            refuseFactsOfOneself(request);
            UpdateUser command = new UpdateUser(userId,
                    body.has("first_name") ? Change.to(name(body, "first_name")) : Change.keep(),
                    body.has("last_name") ? Change.to(name(body, "last_name")) : Change.keep(),
                    body.has("image_url") ? Change.to(picture(body)) : Change.keep(),
                    body.has("two_factor_enabled")
                            ? Change.to(body.flag("two_factor_enabled").orElse(null))
                            : Change.keep(),
                    body.has("password_facts")
                            ? Change.to(passwordFacts(body.json().get("password_facts")))
                            : Change.keep(),
                    request.principal());
            return request.send(command, done -> json("status", "User updated", "id", userId));
        });
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @DeleteMapping("/user")
    ResponseEntity<Map<String, Object>> erase(CommandRequest request) {
        return request.answer(() -> request.<Erased>send(new EraseUser(subject(request), request.principal()),
                erased -> json("status", "User erased", "id", erased.userId(), "certificate", erased.certificate())));
    }

    /**
     * Who a credential belongs to: how the query side learns the user of a token that it meets for the first time, and hands
     * on what a later token says. Making itself known has registered the user already, if need be, and has told of a second
     * factor. Which tokens of the same subject are from before the user's time is told along.
     */
    @Admits(Who.ONESELF)
    @PostMapping("/user/session")
    Map<String, Object> session(RequestContext context) {
        String userId = context.principal().personId();
        if (userId == null || context.principal().narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        Map<String, Object> session = json("id", userId, "two_factor_enabled",
                people.factsOf(userId).twoFactorEnabled());
        signIns.notBefore(userId).ifPresent(time -> session.put("not_before", time.toString()));
        return session;
    }

    /** Whom the request is about: oneself, or for the platform whoever it names. */
    private static String subject(CommandRequest request) {
        String named = request.body().text("userId");
        if (request.principal() instanceof Principal.Platform) {
            return request.body().id("userId");
        }
        boolean another = named != null && !named.equals(request.personId());
        if (another || request.principal().narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return request.personId();
    }

    /** How somebody signs in is the platform's to report. */
    private static void refuseFactsOfOneself(CommandRequest request) {
        boolean reportsFacts = request.body().has("two_factor_enabled") || request.body().has("password_facts");
        if (reportsFacts && !(request.principal() instanceof Principal.Platform)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
    }

    /** All of it or nothing: whoever reports a sign-in knows every one of these. */
    private static @Nullable PasswordFacts passwordFacts(JsonNode facts) {
        if (facts.isNull()) {
            return null;
        }
        if (!facts.isObject()) {
            throw invalid("password_facts", "an object or null");
        }
        JsonNode length = facts.path("length");
        if (!length.isIntegralNumber() || !length.canConvertToInt() || length.asInt() < 0) {
            throw invalid("password_facts.length", "a whole number from 0");
        }
        return new PasswordFacts(length.asInt(), flag(facts, "has_uppercase"), flag(facts, "has_number"),
                flag(facts, "has_special"));
    }

    private static boolean flag(JsonNode facts, String field) {
        if (!facts.path(field).isBoolean()) {
            throw invalid("password_facts." + field, "true or false");
        }
        return facts.path(field).asBoolean();
    }

    private static Refusal invalid(String field, String expected) {
        return Refusal.of(ErrorCode.INVALID_BODY).with("field", field).with("expected", expected);
    }

    private static @Nullable PersonName name(Body body, String field) {
        return PersonName.parse(body.text(field), field);
    }

    private static @Nullable HttpsUrl picture(Body body) {
        return HttpsUrl.parse(body.text("image_url"), ErrorCode.INVALID_IMAGE_URL);
    }
}
