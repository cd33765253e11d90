package dev.orgledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.awaitility.Awaitility;

/**
 * One standalone with everything real in it, started once for all HTTP tests, and the people and organizations that
 * tests need. Tests share it and so never count on being alone in it.
 */
final class World {

    /** What a gateway of the shared world holds. */
    static final String CHECK_KEY = "the-gateways-own-words";

    private static final Pattern TOKEN = Pattern.compile("/invitation\\?token=([A-Za-z0-9_]+)");

    final Path data;
    final Standalone service;
    final Api api;
    final Api platform;

    World(Path data, Map<String, Object> properties) {
        this.data = data;
        this.service = Standalone.start(data, properties);
        this.api = Api.at(service.baseUrl());
        this.platform = api.as(service.platformKey());
    }

    /** Started by whoever comes first; where that fails, it fails for everybody at once. */
    static World shared() {
        return Shared.WORLD;
    }

    private static final class Shared {

        private static final World WORLD = start();

        private static World start() {
            try {
                World world = new World(Files.createTempDirectory("orgledger-http"),
                        // The tests' wrong credentials all come from one address.
                        Map.of("orgledger.attempts.limit", 1000, "orgledger.check-key", CHECK_KEY,
                                "orgledger.key-usage.report-every", "500ms"));
                Runtime.getRuntime().addShutdownHook(new Thread(world.service::close));
                return world;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A user with an API key of their own. */
    record Person(String id, String email, String key, Api api) {}

    String address() {
        return "p-" + UUID.randomUUID().toString().substring(0, 13) + "@example.test";
    }

    Person person() {
        return person(address());
    }

    Person person(String email) {
        String id = platform.post("/user", Map.of("email", email, "first_name", "Ada", "last_name", "L."))
                .expect(200).text("/id");
        String key = platform.post("/apikey", Map.of("name", "test", "userId", id)).expect(200).text("/key");
        return new Person(id, email, key, api.as(key));
    }

    String organization(Person owner) {
        return owner.api().post("/organization", Map.of("name", "Acme " + UUID.randomUUID())).expect(200).text("/id");
    }

    /** A new person who is a member of that organization in that role, by provisioning. */
    Person member(String orgId, String role) {
        Person person = person();
        join(orgId, person, role, null);
        return person;
    }

    void join(String orgId, Person person, String role, String expiresAt) {
        Map<String, Object> body = new HashMap<>(
                Map.of("orgId", orgId, "email", person.email(), "role", role, "direct", true));
        if (expiresAt != null) {
            body.put("expires_at", expiresAt);
        }
        platform.post("/organization/members", body).expect(200);
    }

    /** Something happens in that organization that its webhook is to be told; the id of the delivery. */
    String delivery(Person admin, String orgId, String webhookId) {
        admin.api().put("/organization", Map.of("orgId", orgId, "name", "Told " + UUID.randomUUID())).expect(200);
        return Awaitility.await().atMost(Duration.ofSeconds(10)).until(
                () -> admin.api().get("/webhooks/deliveries", "orgId", orgId, "webhookId", webhookId).expect(200)
                        .text("/data/0/id"),
                id -> !id.isEmpty());
    }

    /** Invites that address and returns the token out of the mail. */
    String invite(Person admin, String orgId, String email, String role) {
        admin.api().post("/organization/members", Map.of("orgId", orgId, "email", email, "role", role)).expect(200);
        return token(email, 1);
    }

    /** The token in the newest of that many mails to that address. */
    String token(String email, int mails) {
        return Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> tokens(email),
                tokens -> tokens.size() >= mails).getLast();
    }

    private List<String> tokens(String email) throws IOException {
        Path folder = data.resolve("mail");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> mails = Files.list(folder)) {
            return mails.filter(mail -> mail.toString().endsWith(".eml")).sorted(Comparator.naturalOrder())
                    .map(World::read).filter(mail -> mail.to().equalsIgnoreCase(email)).map(Mail::token).toList();
        }
    }

    private record Mail(String to, String token) {}

    private static Mail read(Path file) {
        try (var in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage((Session) null, in);
            Matcher matcher = TOKEN.matcher(text(message.getContent()));
            return new Mail(message.getAllRecipients()[0].toString(), matcher.find() ? matcher.group(1) : "");
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(file + " is no mail", e);
        }
    }

    static String text(Object content) throws IOException, MessagingException {
        if (content instanceof MimeMultipart parts) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                all.append(text(parts.getBodyPart(i).getContent()));
            }
            return all.toString();
        }
        return String.valueOf(content);
    }
}
