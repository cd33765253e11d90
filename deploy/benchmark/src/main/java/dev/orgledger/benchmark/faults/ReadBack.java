package dev.orgledger.benchmark.faults;

import java.util.List;

/**
 * What a query side says of an organization when all is over.
 *
 * @param members {@code id=role}, in order
 * @param readers ids of those, of all that ever were members, to whom a check grants {@code org.read}, in order
 * @param log id and version of each entry of the exported audit log, in its order
 * @param proof what the verifier finds against that log; empty when it is valid
 */
record ReadBack(String node, String org, long version, String name, String members, List<String> readers,
        List<Logged> log, String proof) {

    /** One entry. */
    record Logged(String id, long version) {}
}
