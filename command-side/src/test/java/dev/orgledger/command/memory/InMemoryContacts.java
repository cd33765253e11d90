package dev.orgledger.command.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People.Person;

/** Management addresses in a map. */
public final class InMemoryContacts implements Contacts {

    private final Map<String, String> rows = new HashMap<>();
    private final Map<String, Set<String>> ever = new HashMap<>();

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
    public List<String> everWithAddress(String email) {
        return ever.getOrDefault(email.toLowerCase(Locale.ROOT), Set.of()).stream().toList();
    }

    @Override
    public void save(String orgId, String managementEmail) {
        ever.computeIfAbsent(managementEmail.toLowerCase(Locale.ROOT), address -> new TreeSet<>()).add(orgId);
        rows.put(orgId, managementEmail);
    }

    @Override
    public void forget(String orgId, Person person) {
        rows.computeIfPresent(orgId, (id, address) -> address.equalsIgnoreCase(person.email()) ? null : address);
    }
}
