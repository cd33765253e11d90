package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Role;

/** The reads of contract section 2, over HTTP, and what keys and positions mean to every read. */
class UserAndApiKeyReadsTest extends ReadsFixture {

    @Test
    void givenKeysWhenListedThenOwnOnesOrThoseThatReachTheOrganization() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        String other = world.organization(bob, "Other");
        world.joins(org, bob, Role.READ);
        Secret narrow = Secret.generate(Secret.Kind.API_KEY);
        String narrowId = world.key(bob.id(), narrow, null, Set.of(other), null);
        Secret revoked = Secret.generate(Secret.Kind.API_KEY);
        String revokedId = world.key(bob.id(), revoked, null, null, Role.READ);
        feed.event(bob.by(), new ApiKeyRevoked(revokedId, bob.id()));
        feed.key(new InternalRecord.Key(revokedId, bob.id(), "old", revoked.hash(), feed.now(), null, null, Role.READ,
                feed.now(), null));

        Answer own = as(bob).get("/apikey");
        assertThat(own.column("id")).containsExactly(bob.keyId(), narrowId, revokedId);
        assertThat(own.data().path(0).propertyNames()).containsExactly("id", "name", "owner_email", "created_at",
                "expires_at", "last_used_at", "limited_to_orgs", "max_role", "revoked_at");
        assertThat(own.data().path(1).path("limited_to_orgs").path(0).asString()).isEqualTo(other);
        assertThat(own.data().path(2).path("revoked_at").isNull()).isFalse();
        assertThat(own.response().body()).doesNotContain(narrow.hash()).doesNotContain(narrow.reveal());
        assertThat(as(ada).get("/apikey", "orgId", org).column("id")).containsExactly(ada.keyId(), bob.keyId());
        assertThat(as(bob).get("/apikey", "orgId", org).status()).isEqualTo(403);

        Caller withNarrow = running.as(narrow.reveal()).since(feed.watermark());
        assertThat(withNarrow.get("/organization").column("id")).containsExactly(other);
        assertThat(withNarrow.get("/organization", "orgId", org).status()).isEqualTo(404);
        for (String path : new String[]{"/apikey", "/user", "/user/audit", "/organization/invitations"}) {
            assertThat(withNarrow.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(running.as(revoked.reveal()).get("/organization").code()).isEqualTo("invalid_api_key");
    }

    @Test
    void givenUsersWhenReadThenOneselfOrAnyoneForThePlatform() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        feed.facts(ada.id(), new PersonFacts(true, null));

        Answer own = as(ada).get("/user");
        assertThat(own.data().propertyNames()).containsExactly("id", "email", "first_name", "last_name", "image_url",
                "two_factor_enabled", "created_at");
        assertThat(own.data().path("email").asString()).isEqualTo(ada.email());
        assertThat(as(ada).get("/user", "userId", bob.id()).code()).isEqualTo("permission_denied");
        assertThat(as(ada).get("/user", "email", bob.email()).code()).isEqualTo("permission_denied");
        assertThat(as(ada).get("/user", "email", ada.email()).data().path("id").asString()).isEqualTo(ada.id());
        Caller platform = running.reached(feed).platform().since(feed.watermark());
        assertThat(platform.get("/user", "userId", bob.id()).data().path("first_name").asString()).isEqualTo("Bob");
        assertThat(platform.get("/user", "email", ada.email().toUpperCase()).data().path("id").asString())
                .isEqualTo(ada.id());
        assertThat(platform.get("/user", "email", "nobody@example.test").code()).isEqualTo("user_not_found");
        assertThat(platform.get("/user").code()).isEqualTo("invalid_parameter");
        assertThat(platform.get("/user/audit", "userId", ada.id()).column("action")).containsExactly("apikey.created",
                "user.registered");

        feed.tombstone(Topics.PERSONS, bob.id());
        assertThat(platform.since(feed.watermark()).get("/user", "userId", bob.id()).code())
                .isEqualTo("user_not_found");
    }

    @Test
    void givenAFreshKeyWhenUsedAtOnceThenWaitedForAndAnUnknownOneRefused() throws Exception {
        Person ada = world.person("Ada");
        feed.watermark();
        Secret fresh = Secret.generate(Secret.Kind.API_KEY);
        Thread later = Thread.startVirtualThread(() -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            world.key(ada.id(), fresh, null, null, null);
            feed.watermark();
        });
        assertThat(running.as(fresh.reveal()).get("/organization").status()).isEqualTo(200);
        later.join();
        long start = System.nanoTime();
        assertThat(running.as(Secret.generate(Secret.Kind.API_KEY).reveal()).get("/organization").code())
                .isEqualTo("invalid_api_key");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
                Duration.ofSeconds(3));
    }

    @Test
    void givenAKeyThatHasExpiredWhenUsedThenRefusedAndOneThatHasNotIsNot() {
        Person ada = world.person("Ada");
        Secret expired = Secret.generate(Secret.Kind.API_KEY);
        world.key(ada.id(), expired, Instant.now().minusSeconds(1), null, null);
        Secret ending = Secret.generate(Secret.Kind.API_KEY);
        world.key(ada.id(), ending, Instant.now().plusSeconds(600), null, null);
        running.reached(feed);

        assertThat(running.as(ending.reveal()).get("/organization").status()).isEqualTo(200);
        Answer refused = running.as(expired.reveal()).get("/organization");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("invalid_api_key");
    }

    @Test
    void givenAPositionWhenItIsNotReachedInTimeThenBehind() {
        Person ada = world.person("Ada");
        Caller caller = as(ada);
        assertThat(caller.since("p" + (feed.position() + 1)).get("/organization").code())
                .isEqualTo("read_model_behind");
        Answer behind = caller.since("p999999999").get("/organization");
        assertThat(behind.status()).isEqualTo(503);
        assertThat(behind.header("retry-after")).isNotNull();
        assertThat(caller.since("17").get("/organization").code()).isEqualTo("invalid_min_position");
        assertThat(caller.since("p").get("/user").code()).isEqualTo("invalid_min_position");
    }

    /** A read waits two seconds, which on a machine that is busy may not be enough once. */
    @Test
    void givenARevokedKeyWhenItsRevocationIsWaitedForThenRefused() {
        String code = await().atMost(Duration.ofSeconds(60)).until(this::codeOfAReadWhoseKeyIsRevokedMeanwhile,
                answered -> !answered.equals("read_model_behind"));
        assertThat(code).isEqualTo("invalid_api_key");
    }

    private String codeOfAReadWhoseKeyIsRevokedMeanwhile() {
        Person ada = world.person("Ada");
        assertThat(as(ada).get("/organization").status()).isEqualTo(200);
        // The read comes first: its credential is good when it is looked at, and not any more after the wait.
        Caller early = running.as(ada.key().reveal()).since("p" + (feed.position() + 1));
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> early.get("/organization"));
        await().atMost(Duration.ofSeconds(30)).until(() -> running.bean(Arrivals.class).hasOne(early.position()));
        feed.event(ada.by(), new ApiKeyRevoked(ada.keyId(), ada.id()));
        feed.key(new InternalRecord.Key(ada.keyId(), ada.id(), "k", ada.key().hash(), feed.now(), null, null, null,
                feed.now(), null));
        feed.watermark();
        return waiting.join().code();
    }
}
