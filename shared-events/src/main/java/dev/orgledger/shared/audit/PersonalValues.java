package dev.orgledger.shared.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The values of an entry that can be forgotten. The entry's hash covers, in place of each, a commitment:
 * {@code base64url(SHA-256(salt, name, 0x00, value))}. Whoever has the salt can check the value; without it a commitment
 * says nothing.
 */
public final class PersonalValues {

    /** What stands in place of the address of a person who was forgotten. */
    public static final String ERASED = "erased user";

    private static final String IP = "actor.ip";
    private static final String USER_AGENT = "actor.user_agent";
    private static final String OLD = ".old";
    private static final String NEW = ".new";

    private PersonalValues() {
    }

    /** Whether both values of that field are personal: a commitment is named after it. */
    public static boolean isPersonal(String field, Set<String> committed) {
        return committed.contains(field) || committed.contains(field + OLD) || committed.contains(field + NEW);
    }

    /** The commitment to that value. */
    public static String commitment(byte[] salt, String name, String value) {
        var digest = Digests.sha256();
        digest.update(salt);
        digest.update(Digests.utf8(name));
        digest.update((byte) 0);
        return Digests.text(digest.digest(Digests.utf8(value)));
    }

    /**
     * What is wrong with the personal values of that entry: one that is there must fit its commitment, one without a salt
     * must not be there.
     *
     * @return null when nothing is
     */
    static @Nullable String fault(Map<String, ?> entry) {
        Map<String, ?> commitments = Members.object(entry, "commitments");
        Map<String, ?> salts = Members.object(entry, "salts");
        for (Map.Entry<String, @Nullable Object> shown : shown(entry, commitments.keySet()).entrySet()) {
            String name = shown.getKey();
            Object value = shown.getValue();
            Object salt = salts.get(name);
            Object commitment = commitments.get(name);
            if (salt == null) {
                if (value != null && !value.equals(ERASED)) {
                    return name + " has a value without a salt";
                }
            } else if (value == null || !(salt instanceof String text)
                    || !commitment(bytesOrNone(text), name, String.valueOf(value)).equals(commitment)) {
                return name + " does not fit its commitment";
            }
        }
        for (String name : salts.keySet()) {
            if (!commitments.containsKey(name)) {
                return "a salt for " + name + " and no commitment";
            }
        }
        return null;
    }

    /** Every personal value that the entry shows or could show, by the name that a commitment of it has. */
    private static Map<String, @Nullable Object> shown(Map<String, ?> entry, Set<String> committed) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        Map<String, ?> actor = Members.object(entry, "actor");
        shown.put(IP, actor.get("ip"));
        shown.put(USER_AGENT, actor.get("user_agent"));
        for (Map<String, ?> change : Members.objects(entry, "changes")) {
            String field = String.valueOf(change.get("field"));
            if (isPersonal(field, committed)) {
                boolean bare = committed.contains(field) && !committed.contains(field + NEW);
                shown.put(field + OLD, change.get("old"));
                shown.put(bare ? field : field + NEW, change.get("new"));
            }
        }
        return shown;
    }

    private static byte[] bytesOrNone(String salt) {
        try {
            return Digests.bytes(salt);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The changes as the hash covers them: of personal ones only that there was one. */
    static List<Map<String, ?>> covered(List<Map<String, ?>> changes, Set<String> committed) {
        List<Map<String, ?>> covered = new ArrayList<>(changes.size());
        for (Map<String, ?> change : changes) {
            String field = String.valueOf(change.get("field"));
            covered.add(isPersonal(field, committed)
                    ? Members.only(change, "field")
                    : Members.only(change, "field", "old", "new"));
        }
        return covered;
    }
}
