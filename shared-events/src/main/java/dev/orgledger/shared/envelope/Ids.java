package dev.orgledger.shared.envelope;

import java.time.Instant;
import java.util.UUID;

/** Makes ids: a readable prefix and 122 random bits. Opaque to everybody else, and never reused. */
public final class Ids {

    private Ids() {
    }

    /** {@code org_…} */
    public static String organization() {
        return make("org_");
    }

    /** {@code user_…}: of a person, registered or only invited yet. */
    public static String person() {
        return make("user_");
    }

    /** {@code key_…} */
    public static String apiKey() {
        return make("key_");
    }

    /** {@code inv_…} */
    public static String invitation() {
        return make("inv_");
    }

    /** {@code wh_…} */
    public static String webhook() {
        return make("wh_");
    }

    /** {@code dlv_…}: of an event on its way to a webhook. */
    public static String delivery() {
        return make("dlv_");
    }

    /** {@code den_…}: of a refused attempt. These sort by time. */
    public static String denial(Instant at) {
        String random = make("");
        return "den_%012x%s".formatted(at.toEpochMilli(), random.substring(random.length() - 20));
    }

    private static String make(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
