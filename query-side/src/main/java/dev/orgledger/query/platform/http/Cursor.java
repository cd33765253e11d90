package dev.orgledger.query.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Where a part of a list ended: the sort key of its last entry, so that it stays right while entries are added. Opaque
 * to clients and good for one list only. The check finds damage and mix-ups; it guards no secret, because a cursor only
 * says where to go on in a list that the caller may read anyway.
 */
public final class Cursor {

    private static final String BETWEEN = "\n";
    private static final int CHECK = 12;

    private Cursor() {
    }

    /**
     * The cursor of that place.
     *
     * @param list names the list, the organization or person included
     */
    public static String of(String list, List<String> place) {
        String text = String.join(BETWEEN, place);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((check(list, text) + text).getBytes(StandardCharsets.UTF_8));
    }

    /** The place of that cursor; {@code invalid_cursor} when that list never gave it out. */
    public static List<String> parse(String list, String cursor) {
        String decoded;
        try {
            decoded = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(ErrorCode.INVALID_CURSOR);
        }
        if (decoded.length() < CHECK || !decoded.startsWith(check(list, decoded.substring(CHECK)))) {
            throw Refusal.of(ErrorCode.INVALID_CURSOR);
        }
        return List.of(decoded.substring(CHECK).split(BETWEEN, -1));
    }

    private static String check(String list, String text) {
        return Secret.hash(list + BETWEEN + text).substring(0, CHECK);
    }
}
