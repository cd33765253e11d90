package dev.orgledger.query.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * What an organization was at a moment: the newest snapshot that is not younger, and the events from there to the moment.
 * Right without any snapshot, but then slow where there are many events.
 */
@Component
public class History {

    private static final int FIRST_LOOK = 32;
    /** The most that is kept in memory of logs, and again of states: by their weight, some 200 bytes each. */
    private static final int MOST = 100_000;

    /** A snapshot that is not known yet only makes the way from the one before longer. */
    private static final Duration INDEX_AGE = Duration.ofSeconds(5);
    private static final int INDEXES = 1_000;

    private final OrganizationLog log;
    private final Snapshots snapshots;
    private final DueSnapshots due;
    /** Whoever asks about a moment asks again, for the next page or the next person. */
    private final Kept<Stretch> stretches;
    private final Kept<PastState> states;
    private final Cache<String, Snapshots.Index> indexes = Caffeine.newBuilder().maximumSize(INDEXES)
            .expireAfterWrite(INDEX_AGE).build();

    @Autowired
    History(OrganizationLog log, Snapshots snapshots, DueSnapshots due) {
        this(log, snapshots, due, MOST);
    }

    History(OrganizationLog log, Snapshots snapshots, DueSnapshots due, int most) {
        this.log = log;
        this.snapshots = snapshots;
        this.due = due;
        this.stretches = new Kept<>(most, Stretch::weight);
        this.states = new Kept<>(most, PastState::weight);
    }

    /**
     * What that organization was then; empty where it was not yet there, or never is.
     *
     * @param moment {@link Instant#MAX} for the whole log
     */
    public Optional<PastState> of(String orgId, Instant moment) {
        Stretch stretch = upTo(moment, orgId, base(orgId, moment));
        if (stretch.version() == 0) {
            return Optional.empty();
        }
        int count = stretch.by(moment);
        long version = stretch.begin() + count;
        PastState known = states.of(orgId, version);
        if (known == null) {
            known = stretch.after(count);
            if (known != null) {
                states.keep(orgId, version, known);
            }
        }
        return Optional.ofNullable(known);
    }

    /** What is known from the newest snapshot on that is not younger than the moment. */
    private Stretch base(String orgId, Instant moment) {
        for (Snapshots.Entry entry : indexes.get(orgId, snapshots::index).downFrom(moment)) {
            Stretch known = stretches.of(orgId, entry.version());
            if (known != null) {
                return known;
            }
            Optional<PastState> state = snapshots.load(orgId, entry.version());
            if (state.isPresent()) {
                return kept(orgId, new Stretch(state.get(), List.of()));
            }
        }
        Stretch beginning = stretches.of(orgId, 0);
        return beginning == null ? new Stretch(null, List.of()) : beginning;
    }

    /** Reads on until an event is younger than the moment, or there is none. */
    private Stretch upTo(Instant moment, String orgId, Stretch known) {
        if (known.reaches(moment)) {
            return known;
        }
        List<LoggedEvent> more = new ArrayList<>();
        int look = FIRST_LOOK;
        boolean done = false;
        while (!done) {
            List<LoggedEvent> next = log.after(orgId, known.version() + more.size(), look);
            more.addAll(next);
            done = next.size() < look || next.getLast().at().isAfter(moment);
            look = Math.min(look * 2, OrganizationLog.STRETCH);
        }
        return more.isEmpty() ? known : kept(orgId, known.with(more));
    }

    private Stretch kept(String orgId, Stretch stretch) {
        stretches.keep(orgId, stretch.begin(), stretch);
        if (stretch.events().size() >= 2 * Snapshots.interval(stretch.members())) {
            due.look(orgId, stretch.version());
        }
        return stretch;
    }
}
