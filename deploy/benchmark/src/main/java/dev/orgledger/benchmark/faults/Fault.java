package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Something that happens to the cluster.
 *
 * @param part whom it happens to; of a full disk it is the data folder of all
 */
record Fault(Action action, String part) {

    /** Kinds of faults. */
    enum Action {
        /** {@code kill -9} of the process and of what it started; what watches the cluster starts it again. */
        KILL,
        /** {@code SIGSTOP} for twenty seconds, with connections that stay open. */
        FREEZE,
        /** Stopped and started in order. */
        RESTART,
        /** Not a byte is left on the disk of the data folder for ten seconds. */
        FILL_DISK,
        /**
         * The command side that forwards stands still, and PostgreSQL, restarted meanwhile, gives its right to the other: then it
         * goes on with what it had in hand.
         */
        FREEZE_AND_DEPOSE
    }

    static final String FORWARDER = "forwarder";
    static final String DISK = "data folder";

    private static final List<String> PARTS = List.of("command-1", "command-2", "query-1", "query-2", "kafka",
            "postgres",
            "documents", "gateway");

    /**
     * So many faults in an order that the seed decides: each kind at each part before anything comes again.
     *
     * @param disk whether the disk may be filled
     * @param only those whose words it finds
     */
    static List<Fault> schedule(long seed, int count, boolean disk, Pattern only) {
        List<Fault> each = new ArrayList<>();
        for (String part : PARTS) {
            each.add(new Fault(Action.KILL, part));
            each.add(new Fault(Action.FREEZE, part));
            each.add(new Fault(Action.RESTART, part));
        }
        each.add(new Fault(Action.FREEZE_AND_DEPOSE, FORWARDER));
        each.add(new Fault(Action.FREEZE_AND_DEPOSE, FORWARDER));
        if (disk) {
            each.add(new Fault(Action.FILL_DISK, DISK));
            each.add(new Fault(Action.FILL_DISK, DISK));
        }
        each.removeIf(fault -> !only.matcher(fault.toString()).find());
        if (each.isEmpty()) {
            throw new IllegalArgumentException("no fault is called " + only);
        }
        Random order = new Random(seed);
        List<Fault> all = new ArrayList<>();
        while (all.size() < count) {
            Collections.shuffle(each, order);
            all.addAll(each.subList(0, Math.min(each.size(), count - all.size())));
        }
        return all;
    }

    @Override
    public String toString() {
        return action + " " + part;
    }
}
