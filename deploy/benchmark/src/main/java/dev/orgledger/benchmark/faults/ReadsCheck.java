package dev.orgledger.benchmark.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.benchmark.faults.Read.What;

/**
 * Holds every read that was answered against the store: it must tell a state that the organization once had, not before what
 * the read asked for, nor before what had been told longer ago than a query side may be cut off.
 */
final class ReadsCheck {

    /** {@code orgledger.max-staleness}, and a little for the clocks and the way. */
    private static final long MAX_STALENESS = Duration.ofSeconds(33).toNanos() / 1000;

    private final Store store;
    private final Timeline times;
    private final List<Finding> findings = new ArrayList<>();

    private ReadsCheck(Store store, Timeline times) {
        this.store = store;
        this.times = times;
    }

    static List<Finding> find(Store store, List<Outcome> outcomes, List<Read> reads) {
        ReadsCheck check = new ReadsCheck(store, new Timeline(store, outcomes));
        for (Read read : reads) {
            if (read.what() == What.USE_OF_KEY || read.what() == What.COMMAND_BY_KEY) {
                check.key(read);
            } else if (read.answered()) {
                check.state(read);
            } else if (read.status() >= 400 && read.status() < 500) {
                check.findings.add(new Finding(Kind.GRANTED_BUT_REFUSED, read.words()));
            }
        }
        return check.findings;
    }

    private void state(Read read) {
        long asked = Math.max(store.versionAt(read.org(), read.minPosition()),
                times.told(read.org(), read.sentAt() - MAX_STALENESS));
        if (read.version() > 0 && read.version() < asked) {
            findings.add(new Finding(Kind.STALE, read.words() + ", and version " + asked + " was due"));
            return;
        }
        // A version is told by what was there before the rest was looked for.
        long from = Math.max(asked, read.version());
        long latest = times.latest(read.org(), read.answeredAt());
        if (latest < from) {
            findings.add(new Finding(Kind.READ_MODEL, read.words() + ": there was no such version by then"));
        } else if (!once(read, from, read.what() == What.CHECK && read.version() > 0 ? read.version() : latest)) {
            findings.add(new Finding(kind(read), read.words() + ", and of versions " + from + " to " + latest
                    + " none says so; the first: " + store.at(read.org(), from)));
        }
    }

    private boolean once(Read read, long from, long to) {
        Predicate<Shape> fits = switch (read.what()) {
            case ORGANIZATION -> shape -> shape.name().equals(read.said());
            case MEMBERS -> shape -> shape.membersInWords().equals(read.said());
            default -> shape -> shape.allows(read.subject(), read.permission()) == Boolean.parseBoolean(read.said());
        };
        return LongStream.rangeClosed(from, to).mapToObj(version -> store.at(read.org(), version)).anyMatch(fits);
    }

    private static Kind kind(Read read) {
        if (read.what() != What.CHECK) {
            return Kind.STALE;
        }
        return Boolean.parseBoolean(read.said()) ? Kind.REVOKED_BUT_GRANTED : Kind.GRANTED_BUT_REFUSED;
    }

    /** A key: on the command side its end counts at once, on the query side from the position that was asked for. */
    private void key(Read read) {
        OptionalLong end = store.revoked(read.subject());
        boolean over = end.isPresent() && (read.what() == What.COMMAND_BY_KEY
                ? times.answeredAt(end.getAsLong()) < read.sentAt()
                : read.minPosition() >= end.getAsLong()
                        || times.answeredAt(end.getAsLong()) < read.sentAt() - MAX_STALENESS);
        boolean askedToEnd = end.isPresent() && times.sentAt(end.getAsLong()) <= read.answeredAt();
        if (over && read.answered()) {
            findings.add(new Finding(Kind.REVOKED_BUT_GRANTED, read.words()));
        } else if (!askedToEnd && read.status() >= 400 && read.status() < 500) {
            findings.add(new Finding(Kind.GRANTED_BUT_REFUSED, read.words()));
        }
    }
}
