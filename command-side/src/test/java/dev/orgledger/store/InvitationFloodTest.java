package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** Many organizations write to one address at once; five sendings a day are all it gets. */
@TestPropertySource(properties = "orgledger.invitation.resend-cooldown=0s")
class InvitationFloodTest extends StoreTest {

    private static final int MOST = 5;

    @Autowired
    People people;

    private final EmailAddress guest = new EmailAddress(UUID.randomUUID() + "@example.org");
    private Principal founder = ANNA;

    @BeforeEach
    void registerTheFounder() {
        String address = UUID.randomUUID() + "@example.org";
        String id = people.idOf(address);
        people.save(new People.Person(id, address, null, null, null, Instant.now(), PersonFacts.UNKNOWN));
        founder = new Principal.User(id);
    }

    @Test
    void givenAnUnknownAddressWhenManyOrganizationsInviteItAtOnceThenFiveDo() throws Exception {
        limited(allAtOnce(organizations(12), this::invite), MOST);
    }

    @Test
    void givenInvitationsWhenAllAreSentAgainAtOnceThenTheDayAllowsTheRest() throws Exception {
        List<String> inviting = organizations(3);
        inviting.forEach(this::invite);

        limited(allAtOnce(inviting, org -> send(call(), new ResendInvitation(org, guest, founder))), MOST - 3);
    }

    private void limited(List<@Nullable ErrorCode> outcomes, int succeeded) {
        assertThat(Collections.frequency(outcomes, null)).isEqualTo(succeeded);
        assertThat(outcomes).filteredOn(code -> code != null).hasSize(outcomes.size() - succeeded)
                .containsOnly(ErrorCode.INVITATION_TOO_RECENT);
        assertThat(
                jdbc.sql("SELECT count(*) FROM invitation_sending WHERE person_id = ?").param(people.idOf(guest.text()))
                        .query(Integer.class).single())
                .isEqualTo(MOST);
    }

    private List<String> organizations(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Ids.organization();
            send(call(), new CreateOrganization(id, new OrganizationName("Books"), null, null, null, founder));
            ids.add(id);
        }
        return ids;
    }

    private void invite(String org) {
        send(call(), new InviteMember(org, Ids.invitation(), guest, Role.READ, null, null, null, founder));
    }

    /** Why each was refused; null for a success. */
    private static List<@Nullable ErrorCode> allAtOnce(List<String> orgs, Consumer<String> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(orgs.size());
        List<Future<@Nullable ErrorCode>> running = new ArrayList<>();
        List<@Nullable ErrorCode> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(orgs.size())) {
            for (String org : orgs) {
                running.add(threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return outcome(() -> work.accept(org));
                }));
            }
            for (Future<@Nullable ErrorCode> one : running) {
                outcomes.add(one.get(30, TimeUnit.SECONDS));
            }
        }
        return outcomes;
    }

    private static @Nullable ErrorCode outcome(Runnable work) {
        try {
            work.run();
            return null;
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }
}
