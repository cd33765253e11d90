package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.benchmark.faults.Gate.Answer;
import dev.orgledger.benchmark.faults.Gate.Request;
import dev.orgledger.benchmark.faults.LoadClient.Abandoned;
import dev.orgledger.cluster.LocalCluster;
import dev.orgledger.cluster.Part;
import dev.orgledger.cluster.Settings;
import dev.orgledger.shared.envelope.Topics;

/** One run: a cluster, a load, one fault after the other, and then what it has come to. */
final class Run {

    private static final Duration WARMING_UP = Duration.ofSeconds(15);
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(6);
    private static final Duration LONGEST = Duration.ofMinutes(75);
    /** So many times the bound are waited for, to see what comes back late; then the run is broken off. */
    private static final int LAST_CHANCE = 3;

    /** Limits that a load of one machine would come up against. */
    private static final Map<String, String> PROPERTIES = Map.of("orgledger.attempts.limit", "0",
            "orgledger.invitation.daily-limit", "1000000", "orgledger.invitation.reinvite-cooldown", "0s");

    private final Wish wish;
    private final Disk disk;
    private final Report report;

    Run(Wish wish, Disk disk, Report report) {
        this.wish = wish;
        this.disk = disk;
        this.report = report;
    }

    /** All of it; whether nothing was found. */
    boolean all(List<Fault> faults) throws IOException, InterruptedException, Abandoned, SQLException {
        Path data = disk.folder().resolve("data");
        try (LocalCluster cluster = LocalCluster.start(new Settings(data, wish.project(), 0, 0, PROPERTIES))) {
            cluster.watch();
            Recovery recovery = recovery(cluster);
            Path journals = Files.createDirectories(wish.folder().resolve("journals"));
            report.say("the cluster is ready");
            Load load = Load.start(cluster.baseUrl(), cluster.platformKey(), journals, wish.clients(),
                    wish.perSecond(), LONGEST);
            try (load) {
                TimeUnit.NANOSECONDS.sleep(WARMING_UP.toNanos());
                breakAll(faults, new Breaker(cluster, disk), recovery, load);
            }
            report.say(load.rounds() + " rounds, " + load.abandoned() + " of them broken off");
            check(cluster, Journal.in(journals), load.owners());
        } finally {
            keepLogs(data.resolve("logs"));
        }
        return report.verdict();
    }

    private void breakAll(List<Fault> faults, Breaker breaker, Recovery recovery, Load load)
            throws IOException, InterruptedException {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            report.say("fault " + (i + 1) + ": " + fault);
            breaker.happen(fault);
            Recovery.Result back = recovery.await(wish.bound());
            report.say("    back after " + back.took().toMillis() + " ms; " + load.rounds() + " rounds by now");
            if (!back.back()) {
                report.add(List.of(new Finding(Kind.NOT_BACK, fault + ", after " + wish.bound().toSeconds() + " s: "
                        + back.missing())));
                report.say("    NOT BACK: " + back.missing());
                back = recovery.await(wish.bound().multipliedBy(LAST_CHANCE));
                report.say("    in the end " + (back.back() ? "back" : "not: " + back.missing()));
                if (!back.back()) {
                    return;
                }
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_FAULTS.toNanos());
        }
    }

    private void check(LocalCluster cluster, Journal.Recorded recorded, Map<String, String> owners)
            throws IOException, InterruptedException, SQLException {
        List<ReadBack> said = new ArrayList<>();
        Store store = StoreReader.read(cluster.data());
        for (Part node : queries(cluster)) {
            try {
                said.addAll(new ReadModelsReader(node.name(), new Gate(cluster.addressOf(node)), cluster.platformKey(),
                        store).read(owners));
            } catch (IllegalStateException e) {
                report.add(List.of(new Finding(Kind.READ_MODEL, String.valueOf(e.getMessage()))));
            }
        }
        List<OnTopic> events = TopicsReader.read(cluster.kafkaBootstrap(), Topics.EVENTS);
        report.add(CommandsCheck.find(store, recorded.outcomes(), LoadClient.IDS));
        report.add(ReadsCheck.find(store, recorded.outcomes(), recorded.reads()));
        report.add(TopicsCheck.ofEvents(store, events));
        report.add(TopicsCheck.ofStates(store, TopicsReader.read(cluster.kafkaBootstrap(), Topics.STATE)));
        report.add(ReadModelsCheck.find(store, said));
        long accepted = recorded.outcomes().stream().filter(Outcome::accepted).count();
        long again = recorded.outcomes().stream().filter(outcome -> outcome.tries() > 1).count();
        long answered = recorded.reads().stream().filter(Read::answered).count();
        report.say(recorded.outcomes().size() + " commands, " + accepted + " of them accepted, " + again
                + " after more than one try; " + recorded.reads().size() + " reads, " + answered + " of them answered");
        report.say(store.events().size() + " events in the store, " + events.size() + " records on the topic, "
                + TopicsCheck.repeats(events) + " of them repeats; " + said.size() + " read models and audit logs of "
                + owners.size() + " organizations");
    }

    private static List<Part> queries(LocalCluster cluster) {
        return cluster.services().stream().filter(part -> part.name().startsWith("query-")).toList();
    }

    private static Recovery recovery(LocalCluster cluster) throws InterruptedException {
        Map<String, Gate> commands = new LinkedHashMap<>();
        Map<String, Gate> queries = new LinkedHashMap<>();
        cluster.services().forEach(part -> (part.name().startsWith("query-") ? queries : commands).put(part.name(),
                new Gate(cluster.addressOf(part))));
        Gate gate = new Gate(cluster.baseUrl());
        String user = ok(gate.send(new Request("POST", "/user", Map.of("email", "probe@example.test")),
                cluster.platformKey())).json().path("id").asString();
        String key = ok(gate.send(new Request("POST", "/apikey", Map.of("name", "k", "userId", user)),
                cluster.platformKey())).json().path("key").asString();
        String org = ok(gate.send(new Request("POST", "/organization", Map.of("name", "Probe")), key)).json().path("id")
                .asString();
        return new Recovery(cluster, cluster.parts(), commands, queries, key, org);
    }

    private static Answer ok(Answer answer) {
        if (!answer.ok()) {
            throw new IllegalStateException("a probe was answered " + answer.status() + " " + answer.code());
        }
        return answer;
    }

    private void keepLogs(Path logs) throws IOException {
        if (Files.isDirectory(logs)) {
            Path kept = Files.createDirectories(wish.folder().resolve("logs"));
            try (Stream<Path> files = Files.list(logs)) {
                for (Path file : files.toList()) {
                    Files.copy(file, kept.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
