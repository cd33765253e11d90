package dev.orgledger.benchmark.faults;

/**
 * A question and its last answer.
 *
 * @param org the organization that it is about; empty where there is none
 * @param subject the person or the key that it is about; empty for the organization itself
 * @param permission that was asked for, empty where it is no check
 * @param minPosition out of {@code x-min-position}; 0 for a read without
 * @param sentAt when that try was sent, in microseconds of the run
 * @param version {@code x-org-version}, or {@code org_version} of a check; 0 where there is none
 * @param said the name, the members ({@code id=role}, in order), or whether it is allowed
 */
record Read(What what, String client, String org, String subject, String permission, long minPosition, long sentAt,
        long answeredAt, int status, String code, long version, String said) {

    /** Kinds of questions. */
    enum What {
        ORGANIZATION,
        MEMBERS,
        CHECK,
        /** A read of the query side by the API key that is the subject. */
        USE_OF_KEY,
        /** A command by the API key that is the subject, whose wish is true already. */
        COMMAND_BY_KEY
    }

    boolean answered() {
        return status == 200;
    }

    String words() {
        return what + " of " + (org.isEmpty() ? subject : org + (subject.isEmpty() ? "" : "/" + subject))
                + (permission.isEmpty() ? "" : " for " + permission)
                + (minPosition == 0 ? "" : " from p" + minPosition) + ", by " + client + " at " + sentAt / 1000
                + " ms: " + status + (code.isEmpty() ? "" : " " + code)
                + (answered() ? " version " + version + " “" + said + "”" : "");
    }
}
