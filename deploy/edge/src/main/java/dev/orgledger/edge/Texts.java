package dev.orgledger.edge;

/** Which texts come in at all. */
final class Texts {

    private Texts() {
    }

    /** Whether stores can hold it: no NUL, which PostgreSQL refuses, and no half of a surrogate pair. */
    static boolean storable(String text) {
        return text.codePoints()
                .noneMatch(point -> point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
