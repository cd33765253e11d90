package dev.orgledger.benchmark;

/** Ids that look like the service's own, and are the same again for the same number. */
final class Numbered {

    private Numbered() {
    }

    /** Looks like those of {@code Ids}. */
    static String id(String prefix, long number) {
        return prefix + "%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, number * 0xD1B54A32D192ED03L);
    }

    /** Looks like a UUID of version 7. */
    static String eventId(long number) {
        String digits = id("", number + 1);
        return "%s-%s-7%s-8%s-%s".formatted(digits.substring(0, 8), digits.substring(8, 12), digits.substring(13, 16),
                digits.substring(17, 20), digits.substring(20, 32));
    }
}
