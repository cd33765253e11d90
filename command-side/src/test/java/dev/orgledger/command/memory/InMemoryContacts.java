package dev.orgledger.command.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People.Person;

/** Management addresses in a map. */
public final class InMemoryContacts implements Contacts {

    private final Map<String, String> rows = new HashMap<>();

    @Override
    public String of(String orgId) {
        return Objects.requireNonNull(rows.get(orgId), "no address of " + orgId);
    }

    @Override
    public List<String> withAddress(String email) {
        return rows.entrySet().stream().filter(row -> row.getValue().equalsIgnoreCase(email)).map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void save(String orgId, String managementEmail) {
        rows.put(orgId, managementEmail);
    }

    @Override
    public void forget(String orgId, Person person) {
        rows.computeIfPresent(orgId, (id, address) -> address.equalsIgnoreCase(person.email()) ? null : address);
    }
}
