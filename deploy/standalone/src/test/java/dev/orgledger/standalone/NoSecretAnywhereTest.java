package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.nimbusds.jwt.JWTClaimsSet;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.LocalServer.Reply;

/**
 * A process that holds every kind of secret there is, uses each rightly and wrongly, and sees its providers fail. Afterwards none
 * stands in its log, in a row of the store, in a record of a topic, or in the body of a refusal.
 */
class NoSecretAnywhereTest {

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final IdentityProvider identities = new IdentityProvider();
    private final LocalServer captcha = new LocalServer();
    private final HookReceiver receiver = new HookReceiver();
    private final String mailPassword = secret("password of the mail server");
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    @TempDir
    private Path data;

    @BeforeEach
    void start() {
        captcha.answer("/siteverify", asked -> new Reply(asked.contains("response=good") ? 200 : 500,
                "{\"success\": true}"));
        mail.setUser("mailer@example.test", "mailer", mailPassword);
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
        captcha.close();
        identities.close();
        receiver.close();
    }

    @Test
    void givenEverySecretInUseAndInErrorsThenNoneIsWrittenAnywhere() throws Exception {
        List<String> rows;
        List<String> records;
        try (ChildProcess child = new ChildProcess(data, arguments())) {
            child.start();
            live(child);
            rows = Kept.rows(data);
            records = Kept.records(child.kafkaPort);
        }
        String log = Files.readString(data.resolve("child.log"));

        secrets.put("password of the store", Kept.password(data));
        secrets.put("audit key", Files.readString(data.resolve("secrets/audit-key")).strip());
        assertThat(secrets).hasSizeGreaterThan(16).allSatisfy((name, secret) -> assertThat(secret).as(name)
                .hasSizeGreaterThan(15));
        assertThat(log).contains("was answered").hasSizeGreaterThan(2_000);
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(records).hasSizeGreaterThan(20);
        assertThat(refusals).hasSizeGreaterThan(20);
        secrets.forEach((name, secret) -> {
            assertThat(log.contains(secret)).as("log: " + name).isFalse();
            assertThat(rows).as("store: " + name).noneMatch(row -> row.contains(secret));
            assertThat(records).as("topics: " + name).noneMatch(record -> record.contains(secret));
            assertThat(refusals).as("refusals: " + name).noneMatch(body -> body.contains(secret));
        });
    }

    private String[] arguments() {
        return new String[]{"--logging.level.root=info", "--logging.level.dev.orgledger=debug",
                "--orgledger.platform-key=" + secret("platform key"), "--orgledger.check-key=" + secret("check key"),
                "--orgledger.secret=" + secret("server secret"),
                "--orgledger.captcha.secret=" + secret("captcha secret"),
                "--orgledger.captcha.verify-url=" + captcha.at("/siteverify"),
                "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + mail.getSmtp().getPort(),
                "--spring.mail.username=mailer", "--spring.mail.password=" + mailPassword,
                "--spring.mail.properties.mail.smtp.auth=true", "--orgledger.attempts.limit=0",
                "--orgledger.webhook.allow-loopback=true",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + identities.issuer(),
                "--spring.security.oauth2.resourceserver.jwt.audiences=" + IdentityProvider.AUDIENCE};
    }

    private void live(ChildProcess child) throws Exception {
        Api anybody = Api.at(child.base());
        Api platform = anybody.as(secrets.get("platform key"));
        String user = platform.post("/user", Map.of("email", "ada@example.test")).expect(200).text("/id");
        String key = told("API key", platform.post("/apikey", Map.of("name", "ada", "userId", user)).text("/key"));
        Api ada = anybody.as(key);
        String org = ada.post("/organization", Map.of("name", "Secretive")).expect(200).text("/id");
        anybody.as(secrets.get("check key")).get("/authorization/check", "orgId", org, "userId", user, "permission",
                "org.read").expect(200);
        String other = ada.post("/apikey", Map.of("name", "other")).expect(200).text("/id");
        told("rotated API key", ada.header("idempotency-key", "once").post("/apikey/rotate", Map.of("keyId", other,
                "grace_seconds", 60)).expect(200).text("/key"));
        ada.header("idempotency-key", "once").post("/apikey/rotate", Map.of("keyId", other, "grace_seconds", 60))
                .expect(200);
        Answer hook = ada.post("/webhooks", Map.of("orgId", org, "name", "hook", "url", receiver.url(), "events",
                List.of("*"))).expect(200);
        String hookId = hook.text("/data/id");
        told("webhook secret", hook.text("/data/secret").replaceFirst("whsec_", ""));
        told("rotated webhook secret", ada.post("/webhooks/rotate", Map.of("orgId", org, "webhookId", hookId))
                .expect(200).text("/data/secret").replaceFirst("whsec_", ""));
        ada.post("/webhooks/test", Map.of("orgId", org, "webhookId", hookId)).expect(200);
        ada.post("/organization/members", Map.of("orgId", org, "email", "eve@example.test", "role", "read"))
                .expect(200);
        String token = told("invitation token", token());
        anybody.get("/organization/invitations/preview", "token", token).expect(200);

        String bearer = bearer("JWT",
                identities.bearer(identities.claims("eve@example.test", UnaryOperator.identity())));
        Api eve = anybody.as("Bearer " + bearer);
        eve.get("/organization").expect(200);
        eve.post("/organization/invitations/accept", Map.of("token", token)).expect(200);
        wrongly(anybody, ada, eve, org, hookId);
    }

    /** Each in a place where it does not belong, and each kind of them wrong. */
    private void wrongly(Api anybody, Api ada, Api eve, String org, String hookId) {
        for (String secret : List.copyOf(secrets.values())) {
            refused(ada.get("/" + secret));
            refused(ada.get("/organization", "orgId", secret, "cursor", secret, "at", secret));
            refused(ada.header("x-min-position", secret).get("/organization/members", "orgId", org));
            refused(ada.header("if-match", secret).put("/organization", Map.of("orgId", org)));
            refused(ada.post("/organization/invitations/accept", Map.of("token", secret)));
            refused(ada.get("/organization/invitations/preview", "token", secret));
            refused(ada.raw("POST", "/organization", "{\"name\":\"" + secret, "application/json"));
            refused(ada.post("/webhooks",
                    Map.of("orgId", org, "name", "x", "url", "https://u:" + secret + "@a.test/",
                            "events", List.of("*"))));
            refused(ada.put("/apikey", Map.of("keyId", secret, "name", "x")));
            refused(ada.post("/authorization/check", Map.of("checks", secret)));
            refused(anybody.as(secret + "x").get("/organization"));
            refused(anybody.as("Basic " + secret).get("/organization"));
            refused(anybody.header("capgkey", "x" + secret).get("/organization"));
        }
        JWTClaimsSet late = identities.claims("late@example.test",
                claims -> claims.expirationTime(Date.from(Instant.now()
                        .minusSeconds(3_600))));
        for (String bearer : List.of(bearer("expired JWT", identities.bearer(late)),
                bearer("forged JWT", identities.forged(
                        identities.claims("x@example.test", UnaryOperator.identity()))),
                bearer("unsigned JWT", identities.unsigned(
                        identities.claims("y@example.test", UnaryOperator.identity()))))) {
            refused(anybody.as("Bearer " + bearer).get("/organization"));
            refused(anybody.as("Bearer " + bearer).post("/organization", Map.of("name", "Never")));
        }
        refused(anybody.as(told("API key of nobody", Secret.generate(Secret.Kind.API_KEY).reveal()))
                .get("/organization"));
        // Its providers fail, one after the other, while something is asked of them.
        String own = eve.post("/organization", Map.of("name", "Of Eve")).expect(200).text("/id");
        refused(eve.post("/organization/members", Map.of("orgId", own, "email", "bob@example.test", "role", "read",
                "captcha_token", told("captcha token", "bad-" + UUID.randomUUID()))));
        mail.stop();
        receiver.close();
        ada.post("/organization/members", Map.of("orgId", org, "email", "bob@example.test", "role", "read"))
                .expect(200);
        ada.post("/webhooks/test", Map.of("orgId", org, "webhookId", hookId)).expect(200);
        identities.close();
        anybody.as(identities.forged(identities.claims("z@example.test", UnaryOperator.identity())))
                .get("/organization");
    }

    private void refused(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isGreaterThanOrEqualTo(400);
        refusals.add(answer.response().body());
    }

    private String secret(String name) {
        return told(name, UUID.randomUUID().toString() + UUID.randomUUID());
    }

    private String told(String name, String secret) {
        secrets.put(name, secret);
        return secret;
    }

    private String bearer(String name, String credential) {
        return told(name, credential.substring("Bearer ".length()));
    }

    private String token() {
        return await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> World.text(
                mail.getReceivedMessages()[0].getContent())
                .replaceAll("(?s).*?/invitation\\?token=([A-Za-z0-9_]+).*", "$1"),
                found -> !found.isBlank());
    }
}
