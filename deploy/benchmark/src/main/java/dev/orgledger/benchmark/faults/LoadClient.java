package dev.orgledger.benchmark.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.orgledger.benchmark.faults.Command.Kind;
import dev.orgledger.benchmark.faults.Gate.Answer;
import dev.orgledger.benchmark.faults.Gate.Request;
import dev.orgledger.benchmark.faults.Read.What;

/** Asks as a careful client does: at a bounded rate, again with the same key while nobody has decided, and writes all down. */
final class LoadClient {

    /** How the ids of all its requests begin. */
    static final String IDS = "load-";
    /** For one command, over all tries: longer than any fault takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PATIENCE_OF_READS = Duration.ofSeconds(30);

    private final String name;
    private final Gate gate;
    private final Journal journal;
    private final RunClock clock;
    private final long pause;
    private long next;
    private int number;
    private long position;

    /** @param pause between two requests, at least */
    LoadClient(String name, Gate gate, Journal journal, RunClock clock, Duration pause) {
        this.name = name;
        this.gate = gate;
        this.journal = journal;
        this.clock = clock;
        this.pause = pause.toNanos() / 1000;
    }

    /** Thrown where nothing can be built upon: a command that nobody answered, or that was refused. */
    static final class Abandoned extends Exception {

        private static final long serialVersionUID = 1L;

        Abandoned(String what) {
            super(what);
        }
    }

    /** The position of the newest command of this client. */
    long position() {
        return position;
    }

    /** Has it carried out, at most once, however often it has to ask. */
    Answer command(Kind kind, @Nullable String org, String credential, Request wish)
            throws InterruptedException, Abandoned {
        Command command = new Command(IDS + name + "-" + number++, kind, org);
        long first = clock.now();
        journal.sent(command, first);
        int tries = 0;
        Answer answer;
        do {
            takeTime();
            answer = gate.send(wish, credential, "Idempotency-Key", command.id(), "x-request-id", command.id());
            tries++;
        } while (answer.undecided() && clock.now() - first < PATIENCE.toNanos() / 1000);
        Outcome outcome = new Outcome(command, first, clock.now(), tries, answer.undecided() ? 0 : answer.status(),
                answer.code(), answer.version(), answer.position());
        journal.outcome(outcome);
        if (!outcome.accepted()) {
            throw new Abandoned(outcome.words());
        }
        position = Math.max(position, outcome.position());
        return answer;
    }

    /**
     * What a read is about, and how it is written down.
     *
     * @param from the position that it asks for; 0 for none
     */
    record Question(What what, String org, String subject, String permission, long from) {}

    /** Asks until it is answered or refused for good. */
    void read(Question question, String credential, Request wish, ToLongFunction<Answer> version,
            Function<Answer, String> said) throws InterruptedException {
        long first = clock.now();
        long sent;
        Answer answer;
        do {
            takeTime();
            sent = clock.now();
            answer = question.from() == 0
                    ? gate.send(wish, credential)
                    : gate.send(wish, credential, "x-min-position", "p" + question.from());
        } while (answer.undecided() && clock.now() - first < PATIENCE_OF_READS.toNanos() / 1000);
        journal.read(new Read(question.what(), name, question.org(), question.subject(), question.permission(),
                question.from(), sent, clock.now(), answer.status(), answer.code(),
                answer.ok() ? version.applyAsLong(answer) : 0, answer.ok() ? said.apply(answer) : ""));
    }

    private void takeTime() throws InterruptedException {
        long now = clock.now();
        if (now < next) {
            TimeUnit.MICROSECONDS.sleep(next - now);
        }
        next = Math.max(now, next) + pause;
    }
}
