package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.standalone.RawHttp.Reply;

/** Credentials of every kind, spoilt: 401 in the contract's form on both sides, and nobody gets in. */
class FuzzedCredentialsHttpTest {

    private static final long SEED = Long.getLong("orgledger.fuzz.seed", 20_261_127);
    private static final int CASES = Integer.getInteger("orgledger.fuzz.cases", 24) * 15;
    private static final byte[] WISH = "{\"name\":\"Never\"}".getBytes();
    private static final Set<String> CODES = Set.of("missing_credentials", "invalid_api_key", "invalid_token");

    private final World world = ConfiguredWorld.shared().world;
    private final IdentityProvider identities = ConfiguredWorld.shared().identities;
    private final RawHttp http = new RawHttp(world.service.baseUrl());
    private final Random random = new Random(SEED);
    private final Odd odd = new Odd(random);
    private final String key = world.person().key();
    private final String bearer = identities.bearer(identities.claims(world.address(), UnaryOperator.identity()));

    @Test
    void givenSpoiltCredentialsThenNobodyGetsIn() throws IOException {
        assertThat(http.send("GET", "/organization", List.of("authorization: " + bearer), new byte[0]).status())
                .isEqualTo(200);
        for (int i = 0; i < CASES; i++) {
            String typed = line(spoilt());
            if (typed.strip().equals(key) || typed.strip().equals("Bearer " + key) || typed.equals(bearer)) {
                continue;
            }
            List<String> headers = new ArrayList<>(List.of("content-type: application/json",
                    odd.one(List.of("authorization: ", "authorization: Bearer ", "Authorization:", "x-api-key: ",
                            "capgkey: ")) + typed));
            if (random.nextInt(10) == 0) {
                headers.add("authorization: " + line(odd.text()));
            }
            boolean read = random.nextBoolean();
            Reply reply = http.send(read ? "GET" : "POST", "/organization", headers, read ? new byte[0] : WISH);
            String told = "seed %d, case %d: %s → %d %s".formatted(SEED, i, headers, reply.status(), reply.body());
            // What is no header at all is refused before anybody asks who it is.
            assertThat(reply.status()).as(told).isIn(400, 401);
            JsonNode json = Api.JSON.readTree(reply.body());
            assertThat(json.path("status").asString()).as(told).isEqualTo("KO");
            assertThat(reply.status() == 400 || CODES.contains(json.path("code").asString())).as(told).isTrue();
            assertThat(reply.body()).as(told).doesNotContain("Exception", "dev.orgledger", "nimbus");
        }
    }

    private String spoilt() {
        return switch (random.nextInt(8)) {
            case 0 -> odd.text();
            case 1 -> swapped(key);
            case 2 -> Secret.generate(odd.one(List.of(Secret.Kind.values()))).reveal();
            case 3 -> key.substring(0, random.nextInt(key.length()));
            case 4 -> key + odd.one(List.of("0", ".", ",", "\t" + key, "," + key, "%00", "\u0000"));
            case 5 -> swapped(bearer.substring("Bearer ".length()));
            case 6 -> part(bearer.substring("Bearer ".length()));
            default -> odd.one(List.of("a.b.c", "..", "eyJhbGciOiJub25lIn0..", ".".repeat(1_000), "a".repeat(6_000),
                    "Bearer",
                    "Bearer Bearer " + key, "Basic " + base64(key), "Digest username=\"a\"", "olk_" + "0".repeat(49),
                    "null"));
        };
    }

    /** One character is another one. */
    private String swapped(String text) {
        // Not the last: some of its bits may mean nothing.
        int at = random.nextInt(text.length() - 1);
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /** A token with a header, a body or a signature that is another. */
    private String part(String token) {
        String[] parts = token.split("\\.");
        int which = random.nextInt(3);
        parts[which] = odd.one(List.of("", base64("{}"), base64("{\"alg\":\"none\"}"), base64("null"), base64("[]"),
                base64("{\"alg\":\"HS256\",\"kid\":\"signing-key\"}"), base64("{\"alg\":\"RS256\",\"kid\":\"../x\"}"),
                base64("{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/\",\"kid\":\"signing-key\"}"),
                base64("{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}"), base64("{\"exp\":1e999}"),
                base64("{".repeat(500)), base64(odd.text()), "!!", "="));
        return String.join(".", parts);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes());
    }

    /** Nothing that would end the line: that would be another request. */
    private static String line(String text) {
        return text.replaceAll("[\r\n]", " ");
    }
}
