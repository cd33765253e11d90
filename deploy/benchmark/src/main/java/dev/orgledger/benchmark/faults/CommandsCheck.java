package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.orgledger.benchmark.faults.Finding.Kind;

/** Holds what the clients were told of their commands against what is in the store. */
final class CommandsCheck {

    /** The one refusal that clients who know their state may get: others were quicker, several times. */
    private static final String LOST_A_RACE = "concurrent_change";

    private final Store store;
    private final List<Outcome> outcomes;
    private final List<Finding> findings = new ArrayList<>();

    private CommandsCheck(Store store, List<Outcome> outcomes) {
        this.store = store;
        this.outcomes = outcomes;
    }

    /** @param ours how ids of requests of the load begin */
    static List<Finding> find(Store store, List<Outcome> outcomes, String ours) {
        CommandsCheck check = new CommandsCheck(store, outcomes);
        outcomes.forEach(check::once);
        check.order();
        check.strangers(ours);
        check.gaps();
        return check.findings;
    }

    private void once(Outcome outcome) {
        List<Stored> done = store.ofRequest(outcome.command().id());
        List<String> wanted = outcome.command().kind().events();
        List<String> types = done.stream().map(Stored::type).toList();
        if (outcome.refused() && done.isEmpty() && outcome.code().equals(LOST_A_RACE)) {
            return;
        }
        if (outcome.refused()) {
            findings.add(new Finding(done.isEmpty() ? Kind.REFUSED_WITHOUT_REASON : Kind.REFUSED_BUT_DONE,
                    outcome.words()));
        } else if (done.isEmpty()) {
            if (outcome.accepted()) {
                findings.add(new Finding(Kind.MISSING, outcome.words()));
            }
        } else if (types.size() > wanted.size()) {
            findings.add(new Finding(Kind.DOUBLE, outcome.words() + " left " + types));
        } else if (!types.equals(wanted)) {
            findings.add(new Finding(Kind.HALF, outcome.words() + " left " + types + " of " + wanted));
        } else if (outcome.accepted()) {
            answer(outcome, done.getLast());
        }
    }

    private void answer(Outcome outcome, Stored last) {
        boolean right = outcome.position() == last.position()
                && (outcome.version() == 0 || outcome.version() == last.version());
        if (!right) {
            findings.add(new Finding(Kind.WRONG_ANSWER, outcome.words() + " told version " + outcome.version()
                    + " and p" + outcome.position() + " of " + last));
        }
    }

    /** Whoever has an answer in hand and sends the next command then, to whatever node, comes behind. */
    private void order() {
        List<Outcome> answered = done().sorted(Comparator.comparingLong(Outcome::answeredAt)).toList();
        int next = 0;
        @Nullable
        Outcome newest = null;
        for (Outcome sent : done().sorted(Comparator.comparingLong(Outcome::sentAt)).toList()) {
            while (next < answered.size() && answered.get(next).answeredAt() < sent.sentAt()) {
                Outcome before = answered.get(next++);
                newest = newest == null || last(before) > last(newest) ? before : newest;
            }
            long first = store.ofRequest(sent.command().id()).getFirst().position();
            if (newest != null && first < last(newest)) {
                findings.add(new Finding(Kind.OUT_OF_ORDER,
                        sent.words() + " at p" + first + " before " + newest.words() + " at p" + last(newest)));
            }
        }
    }

    private Stream<Outcome> done() {
        return outcomes.stream().filter(Outcome::accepted)
                .filter(outcome -> !store.ofRequest(outcome.command().id()).isEmpty());
    }

    private long last(Outcome outcome) {
        return store.ofRequest(outcome.command().id()).getLast().position();
    }

    private void strangers(String ours) {
        Set<String> sent = outcomes.stream().map(outcome -> outcome.command().id()).collect(Collectors.toSet());
        store.requests().stream().filter(id -> id.startsWith(ours) && !sent.contains(id))
                .forEach(id -> findings.add(new Finding(Kind.STRANGER, store.ofRequest(id).toString())));
    }

    private void gaps() {
        for (String aggregate : store.aggregates()) {
            List<Stored> events = store.of(aggregate);
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).version() != i + 1) {
                    findings.add(new Finding(Kind.STORE_GAP, events.get(i) + " instead of number " + (i + 1)));
                    break;
                }
            }
        }
    }
}
