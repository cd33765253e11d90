package dev.orgledger.benchmark.faults;

/**
 * What became of a command, as its client knows.
 *
 * @param sentAt when it was first sent, in microseconds of the run
 * @param answeredAt when its client had the last word on it
 * @param tries how often it was sent
 * @param status of the last answer; 0 where nobody ever said what became of it
 * @param code of a refusal, else empty
 * @param version {@code x-org-version}, 0 where there is none
 * @param position out of {@code x-position}, 0 where there is none
 */
record Outcome(Command command, long sentAt, long answeredAt, int tries, int status, String code, long version,
        long position) {

    boolean accepted() {
        return status >= 200 && status < 300;
    }

    /** Decided against; what is 5xx or without an answer may have been done or not. */
    boolean refused() {
        return status >= 400 && status < 500;
    }

    String words() {
        return command.kind() + " " + command.id() + (command.org() == null ? "" : " of " + command.org())
                + " (answer " + (status == 0 ? "none" : status + " " + code) + " after " + tries + " tries)";
    }
}
