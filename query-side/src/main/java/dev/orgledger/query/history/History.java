package dev.orgledger.query.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.orgledger.query.history.Stretches.Stretch;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * What an organization was at a moment: the newest snapshot that is not younger, and the events from there to the moment.
 * Right without any snapshot, but then slow where there are many events.
 */
@Component
public class History {

    private static final int FIRST_LOOK = 32;

    private final Store store;
    private final OrganizationLog log;
    private final Snapshots snapshots;
    private final Stretches stretches;
    private final DueSnapshots due;

    History(Store store, OrganizationLog log, Snapshots snapshots, Stretches stretches, DueSnapshots due) {
        this.store = store;
        this.log = log;
        this.snapshots = snapshots;
        this.stretches = stretches;
        this.due = due;
    }

    /**
     * What that organization was then; empty where it was not yet there, or never is.
     *
     * @throws Refusal {@code invalid_at} for a moment that the log does not reach back to any more
     */
    public Optional<PastState> of(String orgId, Instant moment) {
        Stretch stretch = upTo(moment, orgId, base(orgId, moment));
        Fold fold = Fold.from(stretch.base());
        for (LoggedEvent event : stretch.events()) {
            if (fold.until(event).isAfter(moment)) {
                break;
            }
            fold.add(event);
        }
        Optional<PastState> state = Optional.ofNullable(fold.state());
        if (stretch.version() == 0) {
            requireWhole(orgId, moment);
        }
        return state;
    }

    private Stretch base(String orgId, Instant moment) {
        for (Snapshots.Entry entry : snapshots.index(orgId).downFrom(moment)) {
            Stretch known = stretches.of(orgId, entry.version());
            if (known != null) {
                return known;
            }
            Optional<PastState> state = snapshots.load(orgId, entry.version());
            if (state.isPresent()) {
                Stretch loaded = new Stretch(state.get(), List.of());
                stretches.keep(orgId, entry.version(), loaded);
                return loaded;
            }
        }
        Stretch beginning = stretches.of(orgId, 0);
        return beginning == null ? new Stretch(null, List.of()) : beginning;
    }

    /** Reads on until an event is younger than the moment, or there is none. */
    private Stretch upTo(Instant moment, String orgId, Stretch known) {
        if (!known.events().isEmpty() && known.events().getLast().at().isAfter(moment)) {
            return known;
        }
        List<LoggedEvent> more = new ArrayList<>();
        int look = FIRST_LOOK;
        boolean beyond = false;
        boolean ended = false;
        while (!beyond && !ended) {
            List<LoggedEvent> next = log.after(orgId, known.version() + more.size(), look);
            more.addAll(next);
            beyond = !next.isEmpty() && next.getLast().at().isAfter(moment);
            ended = next.size() < look;
            look = Math.min(look * 2, OrganizationLog.STRETCH);
        }
        if (more.isEmpty()) {
            return known;
        }
        Stretch grown = known.with(more);
        long base = grown.base() == null ? 0 : grown.base().version();
        int members = grown.base() == null ? 0 : grown.base().members().size();
        stretches.keep(orgId, base, grown);
        if (grown.events().size() >= 2 * Snapshots.interval(members)) {
            due.look(orgId, grown.version());
        }
        return grown;
    }

    /** Nothing at all of a log whose organization was there already: its beginning was taken away. */
    private void requireWhole(String orgId, Instant moment) {
        boolean there = store.byId(Collections.ORGANIZATIONS, orgId).map(found -> Documents.time(found, "created_at"))
                .filter(created -> !created.isAfter(moment)).isPresent();
        if (there) {
            throw Refusal.of(ErrorCode.INVALID_AT).saying("The log of that time is not kept any more");
        }
    }
}
