package dev.orgledger.query.platform.kafka;

/** What is told to operators of each reader of this process. */
interface Reader {

    /** Its name, for the log and for meters. */
    String name();

    /** How far what was read has been taken in. */
    Progress progress();

    /** How many records it has taken in since it was started. */
    long taken();
}
