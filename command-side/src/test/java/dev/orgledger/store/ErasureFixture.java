package dev.orgledger.store;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.orgledger.command.apikey.ApiKeyCommand.CreateApiKey;
import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.member.Memberships;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.user.SignIns;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.edge.PrincipalSource;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** A person with a life in every table, and what is left of one. */
abstract class ErasureFixture extends StoreTest {

    static final Principal PLATFORM = new Principal.Platform();

    @Autowired
    People people;
    @Autowired
    Contacts contacts;
    @Autowired
    Memberships memberships;
    @Autowired
    ApiKeys keys;
    @Autowired
    PrincipalSource principals;
    @Autowired
    SignIns signIns;
    @Autowired
    Clock clock;

    final String some = UUID.randomUUID().toString().substring(0, 13);
    final String email = "zoe-" + some + "@example.org";
    final String name = "Zoe-" + some;
    String zoe;
    Principal byZoe;

    record Answered(ResponseEntity<Map<String, Object>> response, @Nullable Object result) {}

    @BeforeEach
    void aUser() {
        zoe = register(email, name);
        byZoe = new Principal.User(zoe);
    }

    Jwt token(@Nullable Instant issuedAt) {
        Jwt.Builder token = Jwt.withTokenValue("token").header("alg", "RS256").issuer("https://login.example.org")
                .subject("subject-" + some).claim("email", "jay-" + some + "@example.org")
                .claim("email_verified", true);
        return (issuedAt == null ? token : token.issuedAt(issuedAt)).build();
    }

    Answered erase(Principal by) {
        return send(by, new EraseUser(zoe, by));
    }

    String register(String address, String firstName) {
        Registered registered = (Registered) send(PLATFORM,
                new RegisterUser(new EmailAddress(address), new PersonName(firstName), null, null, false, PLATFORM))
                .result();
        return registered.userId();
    }

    String found(String owner) {
        return found(new Principal.User(owner), null);
    }

    String found(Principal owner, @Nullable EmailAddress address) {
        String org = Ids.organization();
        send(owner, new CreateOrganization(org, new OrganizationName("Acme"), address, null, null, owner));
        return org;
    }

    /** A new member of that organization. */
    String join(String org, Role role, @Nullable Instant until) {
        String address = "heir-" + UUID.randomUUID() + "@example.org";
        String id = register(address, "Heir");
        send(PLATFORM, new ProvisionMember(org, new EmailAddress(address), role, until, PLATFORM));
        return id;
    }

    Secret key() {
        Secret secret = Secret.generate(Secret.Kind.API_KEY);
        send(byZoe, new CreateApiKey(Ids.apiKey(), zoe, new ApiKeyName("Laptop of " + name), secret.hash(), null, null,
                null, byZoe));
        return secret;
    }

    Answered send(Principal by, Command command) {
        return send(by, null, command, "ok");
    }

    Answered send(Principal by, @Nullable String idempotencyKey, Command command, String said) {
        Object[] result = new Object[1];
        RequestContext context = new RequestContext(by, "request-1", "203.0.113.7",
                by.equals(byZoe) ? "browser of " + some : "curl");
        ResponseEntity<Map<String, Object>> response = commands.send(new Call(context, "", idempotencyKey, null),
                command, made -> {
                    result[0] = made;
                    return body("said", said);
                });
        return new Answered(response, result[0]);
    }

    List<String> types(String aggregate) {
        return jdbc.sql("SELECT payload_type FROM domain_event_entry WHERE aggregate_identifier = ? "
                + "ORDER BY sequence_number").param(aggregate).query(String.class).list();
    }

    List<String> payloads(String aggregate, String type) {
        return jdbc.sql("SELECT convert_from(payload, 'UTF8') FROM domain_event_entry WHERE aggregate_identifier = ? "
                + "AND payload_type = ?").params(aggregate, type).query(String.class).list();
    }

    /** Every row of every table that says that, as text or in bytes. */
    List<String> traces(String text) {
        String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return dump().stream().filter(row -> Set.of(text, bytes).stream()
                .anyMatch(trace -> row.toLowerCase().contains(trace.toLowerCase()))).toList();
    }

    List<String> dump() {
        List<String> rows = new ArrayList<>();
        jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename").query(String.class)
                .list().forEach(table -> rows.addAll(jdbc
                        .sql("SELECT '" + table + " ' || t::text FROM \"" + table + "\" t ORDER BY 1")
                        .query(String.class).list()));
        return rows;
    }
}
