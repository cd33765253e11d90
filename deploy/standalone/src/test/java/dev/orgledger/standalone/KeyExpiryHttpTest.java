package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Keys of a member of an organization that lets in keys with an end within 30 days only, and of one that asks nothing. */
class KeyExpiryHttpTest {

    private static final int DAYS = 30;

    private final World world = World.shared();
    private final Person owner = world.person();
    private final Person bob = world.person();
    private String strict;
    private String free;

    /** Made before the organization asked for anything. */
    private Key endless;
    private Key lasting;
    private Key elsewhere;

    private record Key(String id, Api api) {}

    @BeforeEach
    void aPolicyThatCameAfterSomeKeys() {
        strict = world.organization(owner);
        free = world.organization(bob);
        world.join(strict, bob, "admin", null);
        endless = made(create(null));
        lasting = made(create(days(DAYS + 1)));
        elsewhere = made(create(null, free));
        Api ending = made(owner.api().post("/apikey", wish("name", "ending", "expires_at", days(7)))).api();
        ending.put("/organization/security",
                wish("orgId", strict, "require_apikey_expiration", true, "max_apikey_expiration_days", DAYS))
                .expect(200);
    }

    @Test
    void givenThePolicyWhenCreatingThenTheEndIsAskedForAndLimitedExceptForAKeyThatDoesNotReachIt() {
        List<String> before = column(bob.api().get("/apikey").expect(200), "id");

        create(null).expect(400, "expiration_required");
        create(null, strict).expect(400, "expiration_required");
        create(null, free, strict).expect(400, "expiration_required");
        create(days(DAYS + 1)).expect(400, "expiration_exceeds_max");
        create(days(DAYS + 1), strict).expect(400, "expiration_exceeds_max");
        world.platform.post("/apikey", wish("name", "root's", "userId", bob.id())).expect(400, "expiration_required");
        assertThat(column(bob.api().get("/apikey").expect(200), "id")).isEqualTo(before);

        made(create(days(DAYS - 1))).api().get("/organization", "orgId", strict).expect(200);
        made(create(null, free)).api().get("/organization", "orgId", free).expect(200);
        made(create(days(DAYS + 1), free)).api().get("/organization", "orgId", free).expect(200);
    }

    @Test
    void givenThePolicyWhenChangingThenTheSameAndAnEndWithinItOpensTheDoor() {
        change(endless, "name", "renamed").expect(400, "expiration_required");
        change(endless, "expires_at", days(DAYS + 1)).expect(400, "expiration_exceeds_max");
        change(lasting, "name", "renamed").expect(400, "expiration_exceeds_max");
        change(lasting, "expires_at", null).expect(400, "expiration_required");
        assertThat(column(bob.api().get("/apikey").expect(200), "name")).doesNotContain("renamed");
        change(elsewhere, "name", "renamed").expect(200);
        change(elsewhere, "expires_at", days(DAYS + 1)).expect(200);

        change(endless, "expires_at", days(DAYS - 1)).expect(200);

        works(endless.api(), strict);
    }

    @Test
    void givenThePolicyWhenRotatingThenTheSame() {
        rotate(endless).expect(400, "expiration_required");
        rotate(lasting).expect(400, "expiration_exceeds_max");
        works(lasting.api(), strict);
        works(made(rotate(elsewhere)).api(), free);

        change(lasting, "expires_at", days(DAYS - 1)).expect(200);
        works(made(rotate(lasting)).api(), strict);
    }

    @Test
    void givenAKeyWithoutAnEndWhenUsedThenRefusedThereOnBothSidesAndLetInElsewhere() {
        endless.api().get("/organization", "orgId", strict).expect(401, "org_requires_expiring_key");
        endless.api().get("/organization/members", "orgId", strict).expect(401, "org_requires_expiring_key");
        endless.api().put("/organization", wish("orgId", strict, "name", "Bobs now")).expect(401,
                "org_requires_expiring_key");
        works(endless.api(), free);
        works(lasting.api(), strict);
        elsewhere.api().get("/organization", "orgId", strict).expect(404, "organization_not_found");
        elsewhere.api().put("/organization", wish("orgId", strict, "name", "Bobs now")).expect(404,
                "organization_not_found");
        works(elsewhere.api(), free);
    }

    private static void works(Api key, String org) {
        key.get("/organization", "orgId", org).expect(200);
        key.put("/organization", wish("orgId", org, "name", "Renamed by a key")).expect(200);
    }

    private Answer create(@Nullable String expiresAt, String... limitedTo) {
        Map<String, Object> wish = wish("name", "bobs");
        if (expiresAt != null) {
            wish.put("expires_at", expiresAt);
        }
        if (limitedTo.length > 0) {
            wish.put("limited_to_orgs", List.of(limitedTo));
        }
        return bob.api().post("/apikey", wish);
    }

    private Key made(Answer answer) {
        answer.expect(200);
        return new Key(answer.text("/id"), world.api.as(answer.text("/key")));
    }

    private Answer change(Key key, String field, @Nullable String value) {
        return bob.api().put("/apikey", wish("keyId", key.id(), field, value));
    }

    private Answer rotate(Key key) {
        return bob.api().post("/apikey/rotate", wish("keyId", key.id()));
    }

    private static String days(int days) {
        return Instant.now().plus(Duration.ofDays(days)).toString();
    }

    private static Map<String, Object> wish(@Nullable Object... namesAndValues) {
        Map<String, Object> wish = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            wish.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return wish;
    }
}
