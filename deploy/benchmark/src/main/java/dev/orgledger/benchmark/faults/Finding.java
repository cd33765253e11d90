package dev.orgledger.benchmark.faults;

/**
 * Something that must not be.
 *
 * @param text what exactly, with the ids to look for
 */
record Finding(Kind kind, String text) {

    /** Kinds of findings. */
    enum Kind {
        MISSING("an accepted command that is not in the store"),
        DOUBLE("a command that was carried out more than once"),
        HALF("a command of which only a part is in the store"),
        REFUSED_BUT_DONE("a refused command that is in the store"),
        REFUSED_WITHOUT_REASON("a refusal that the state gave no reason for"),
        WRONG_ANSWER("a version or position in an answer that is not the event's"),
        STRANGER("an event that nobody asked for"),
        OUT_OF_ORDER("a command that stands before one that was answered before it was sent"),
        STORE_GAP("a hole in the numbers of an organization's events"),
        STALE("a read that is older than what it asked for"),
        REVOKED_BUT_GRANTED("a right that was revoked and still granted"),
        GRANTED_BUT_REFUSED("a right that was granted and is refused"),
        TOPIC_HOLE("an event that is not on the topic"),
        TOPIC_STRANGER("a record on the topic that is no event of the store"),
        TOPIC_ORDER("a record on the topic before an older one of the same key"),
        STATE_OLDER("a compacted topic whose last record of a key is not the newest"),
        READ_MODEL("a read model that differs from the store"),
        AUDIT("an audit log that does not hold"),
        NOT_BACK("a part that did not do its work again in time");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return kind + ": " + text;
    }
}
