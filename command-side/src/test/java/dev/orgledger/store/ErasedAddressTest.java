package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.role.Principal;

/** The address of an erased person, where organizations have or had it for their own. */
class ErasedAddressTest extends ErasureFixture {

    @Autowired
    private List<Forgets> memories;
    @Autowired
    private PlatformTransactionManager transactions;

    private Principal host;

    @BeforeEach
    void aHost() {
        host = new Principal.User(register("host-" + some + "@example.net", "Host"));
    }

    @Test
    void givenAnOrganizationThatTookTheAddressMeanwhileThenItKeepsItAndTheErasureHasLostARace() {
        String org = found(host, new EmailAddress(email));
        Person person = people.byId(zoe).orElseThrow();

        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> inTransaction(
                () -> memories.forEach(memory -> memory.forget(person))));

        assertThat(contacts.of(org)).isEqualTo(email);
        erase(byZoe);
        assertThat(contacts.of(org)).isEqualTo("host-" + some + "@example.net");
    }

    @Test
    void givenAnErasureUnderWayThenNoOrganizationTakesTheAddressBeforeItsEnd() {
        String org = found(host, null);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            inTransaction(() -> {
                assertThat(people.leaving(zoe)).isPresent();
                Future<?> update = thread.submit(() -> address(org, email));
                assertThatExceptionOfType(ExecutionException.class).as("tried until it gave up")
                        .isThrownBy(() -> update.get(30, TimeUnit.SECONDS));
            });
        }
        assertThat(contacts.of(org)).isEqualTo("host-" + some + "@example.net");
        address(org, email);
        assertThat(contacts.of(org)).isEqualTo(email);
        erase(byZoe);
        assertThat(contacts.of(org)).isEqualTo("host-" + some + "@example.net");
        assertThat(traces(email)).isEmpty();
    }

    @Test
    void givenARowWithSeveralAddressesOfNobodyWhenOneIsErasedThenTheWholeRowSaysSoAndOthersStay() {
        String org = found(host, null);
        String office = "office-" + some + "@example.net";
        String later = "later-" + some + "@example.net";
        address(org, office);
        address(org, later);
        String person = register(later, "Later");

        send(PLATFORM, new EraseUser(person, PLATFORM));

        assertThat(jdbc.sql("SELECT salt || ' ' || values::text FROM event_personal WHERE person_id = ? AND salt = ''")
                .param(org).query(String.class).list()).containsExactly(
                        " {\"management_email.new\": \"erased user\", \"management_email.old\": \"erased user\"}");
        assertThat(jdbc.sql("SELECT values::text FROM event_personal WHERE person_id = ? AND salt <> ''").param(org)
                .query(String.class).list()).containsExactly("{\"management_email.new\": \"" + office + "\"}");
    }

    private void address(String org, String address) {
        send(host, new UpdateOrganization(org, Change.keep(), Change.to(new EmailAddress(address)), Change.keep(),
                Change.keep(), host));
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
