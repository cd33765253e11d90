package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.orgledger.cluster.LocalCluster;
import dev.orgledger.cluster.Part;

/** Does to the cluster what a fault says. Signals go to processes of this cluster alone, each by its id. */
final class Breaker {

    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final Duration BEFORE_IT_IS_DEPOSED = Duration.ofSeconds(3);
    private static final int SECONDS_FULL = 10;

    private final LocalCluster cluster;
    private final Disk disk;

    Breaker(LocalCluster cluster, Disk disk) {
        this.cluster = cluster;
        this.disk = disk;
    }

    /** Returns when it is over, and what was broken may come back. */
    void happen(Fault fault) throws IOException, InterruptedException {
        switch (fault.action()) {
            case KILL -> kill(cluster.part(fault.part()));
            case FREEZE -> {
                List<ProcessHandle> frozen = freeze(cluster.part(fault.part()));
                TimeUnit.NANOSECONDS.sleep(STANDSTILL.toNanos());
                signal("CONT", frozen);
            }
            case RESTART -> restart(cluster.part(fault.part()));
            case FILL_DISK -> disk.keepFull(SECONDS_FULL);
            case FREEZE_AND_DEPOSE -> {
                List<ProcessHandle> frozen = freeze(forwarder());
                TimeUnit.NANOSECONDS.sleep(BEFORE_IT_IS_DEPOSED.toNanos());
                restart(cluster.part("postgres"));
                TimeUnit.NANOSECONDS.sleep(STANDSTILL.toNanos());
                signal("CONT", frozen);
            }
        }
    }

    private static void restart(Part part) {
        part.stop();
        part.start();
    }

    /** With its children: a gateway's workers would else go on, and hold its port. */
    private static void kill(Part part) {
        List<ProcessHandle> all = processes(part);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private static List<ProcessHandle> freeze(Part part) throws IOException, InterruptedException {
        List<ProcessHandle> all = processes(part);
        signal("STOP", all);
        return all;
    }

    /** The parent first, so that it starts no more. */
    private static List<ProcessHandle> processes(Part part) {
        ProcessHandle process = part.process();
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Some may have ended meanwhile, and need none. */
    private static void signal(String name, List<ProcessHandle> to) throws IOException, InterruptedException {
        for (ProcessHandle process : to) {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            }
        }
    }

    /** The command side whose log says last that it forwards. */
    private Part forwarder() throws IOException {
        List<Part> candidates = new ArrayList<>();
        for (Part part : cluster.services()) {
            Path log = cluster.data().resolve("logs").resolve(part.name() + ".log");
            List<String> said = Files.readAllLines(log).stream().filter(line -> line.contains("Forwarding to Kafka"))
                    .toList();
            if (part.runs() && !said.isEmpty() && said.getLast().contains("goes on")) {
                candidates.add(part);
            }
        }
        if (candidates.isEmpty()) {
            throw new IllegalStateException("nobody forwards");
        }
        return candidates.getLast();
    }
}
