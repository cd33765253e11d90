package dev.orgledger.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the example service owns: apps that belong to organizations and are shared with people. Beside them stands how far it
 * has followed Orgledger, so that the two are saved together or not at all.
 *
 * @param apps by their ids
 * @param names of people by their ids: joined when something is shown, never copied into an app
 * @param journal what was done, for people to read; ids only, so that there is nothing in it to forget
 * @param versions last {@code orgversion} that was applied, by organization: what is not above it is a repeat
 * @param offsets what to read next, by partition
 */
record OwnData(Map<String, App> apps, Map<String, String> names, List<String> journal, Map<String, Long> versions,
        Map<String, Long> offsets) {

    /** One app. */
    record App(String orgId, Set<String> sharedWith) {
        App {
            sharedWith = new TreeSet<>(sharedWith);
        }
    }

    OwnData {
        apps = new TreeMap<>(apps);
        names = new TreeMap<>(names);
        journal = new ArrayList<>(journal);
        versions = new TreeMap<>(versions);
        offsets = new TreeMap<>(offsets);
    }

    static OwnData none() {
        return new OwnData(Map.of(), Map.of(), List.of(), Map.of(), Map.of());
    }

    /** To be changed, while this one stays as it is. */
    OwnData copy() {
        return new OwnData(apps, names, journal, versions, offsets);
    }

    void removeAppsOf(String orgId) {
        apps.entrySet().removeIf(app -> {
            boolean gone = app.getValue().orgId().equals(orgId);
            if (gone) {
                journal.add("removed " + app.getKey() + " of " + orgId);
            }
            return gone;
        });
    }

    void unshare(String orgId, String personId) {
        apps.replaceAll((id, app) -> {
            if (!app.orgId().equals(orgId) || !app.sharedWith().contains(personId)) {
                return app;
            }
            journal.add("took " + id + " from " + personId);
            Set<String> others = new TreeSet<>(app.sharedWith());
            others.remove(personId);
            return new App(orgId, others);
        });
    }

    void forget(String personId) {
        if (names.remove(personId) != null) {
            journal.add("forgot " + personId);
        }
    }

    /** With whom that app is shared, by name; by id where the name is not there yet, or not any more. */
    List<String> shownPeopleOf(String appId) {
        App app = apps.get(appId);
        return app == null
                ? List.of()
                : app.sharedWith().stream().map(personId -> names.getOrDefault(personId, personId)).toList();
    }
}
