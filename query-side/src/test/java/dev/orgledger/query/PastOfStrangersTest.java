package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoDatabase;

import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;

/** About oneself anyone may ask, of any moment: which tells a stranger nothing of any organization. */
class PastOfStrangersTest extends ReadsFixture {

    @Test
    void givenAStrangerWhenAskedAsOfThenTheSameAnswerWhateverTheOrganization() {
        Person ada = world.person("Ada");
        Person eve = world.person("Eve");
        Instant before = feed.now();
        String large = world.organization(ada, "Large");
        Instant founded = feed.now();
        for (int i = 0; i < 300; i++) {
            feed.event(By.platform(), new OrgUpdated(large, List.of("name"), "L" + i, null, null, "x", null, null));
        }
        String deleted = world.organization(ada, "Gone");
        feed.event(ada.by(), new OrgDeleted(deleted, "Gone"));
        Instant last = feed.now();
        Caller stranger = as(eve);
        String snapshot = large + "/%012d".formatted(256);
        awaitDocument(snapshot);

        Answer expected = check(stranger, Ids.organization(), last);
        assertThat(expected.status()).as("%s", expected).isEqualTo(200);
        assertThat(expected.data().path("reason").asString()).isEqualTo("not_a_member");
        assertThat(expected.data().path("org_version").isNull()).isTrue();
        Answer expectedOfAll = permissions(stranger, Ids.organization(), last);
        assertThat(expectedOfAll.data().path("role").isNull()).as("%s", expectedOfAll).isTrue();
        for (String orgId : List.of(large, deleted, snapshot, large + "/1", "x", large + "/" + eve.id(), "$where",
                "org_ä\n")) {
            for (Instant at : List.of(before, founded, last)) {
                Answer answer = check(stranger, orgId, at);
                assertThat(answer.response().body()).as("%s at %s", orgId, at).isEqualTo(expected.response().body());
                assertThat(answer.status()).isEqualTo(200);
                assertThat(permissions(stranger, orgId, at).response().body()).as("%s at %s", orgId, at)
                        .isEqualTo(expectedOfAll.response().body());
            }
        }
    }

    @Test
    void givenSomebodyWhoCameLaterWhenAskedAsOfBeforeThenAsOneWhoWasNotThere() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        Instant before = feed.now();
        world.joins(org, bob, Role.READ);
        Caller caller = as(bob);

        assertThat(check(caller, org, before).data().path("reason").asString()).isEqualTo("not_a_member");
        assertThat(check(caller, org, feed.now()).data().path("allowed").asBoolean()).isTrue();
        assertThat(as(ada).get("/authorization/permissions", "orgId", org, "at", before.minusSeconds(60)).code())
                .as("to whoever may audit it").isEqualTo("organization_not_found");
        assertThat(as(ada).get("/authorization/permissions", "orgId", org, "userId", bob.id(), "at", before).data()
                .path("role").isNull()).as("there, without that person").isTrue();
    }

    private static Answer check(Caller caller, String orgId, Instant at) {
        return caller.get("/authorization/check", "orgId", orgId, "permission", "org.read", "at", at);
    }

    private static Answer permissions(Caller caller, String orgId, Instant at) {
        return caller.get("/authorization/permissions", "orgId", orgId, "at", at);
    }

    private static void awaitDocument(String id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> running.bean(MongoDatabase.class)
                .getCollection(Collections.HISTORY).find(new Document("_id", id)).first() != null);
    }
}
