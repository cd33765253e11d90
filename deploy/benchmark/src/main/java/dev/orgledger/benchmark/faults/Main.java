package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program. Exit code 0 for the verdict “nothing lost”, 1 for any other, 2 when it was not understood. */
public final class Main {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Main() {
    }

    /**
     * Runs it.
     *
     * @param arguments as {@link Wish#of} takes them
     */
    public static void main(String[] arguments) throws Exception {
        Wish wish;
        List<Fault> faults;
        try {
            wish = Wish.of(arguments);
            faults = Fault.schedule(wish.seed(), wish.faults(), true, wish.only());
        } catch (IllegalArgumentException e) {
            System.err.println("bench faults: " + e.getMessage());
            System.exit(2);
            return;
        }
        empty(wish.folder());
        Report report = new Report(wish.folder().resolve("report.txt"));
        boolean good = false;
        CountDownLatch over = new CountDownLatch(1);
        endWhenTold(Thread.currentThread(), over);
        try (Disk disk = Disk.at(wish.folder().resolve("disk"), wish.disk())) {
            if (!disk.canBeFilled()) {
                report.say("no disk of its own can be mounted here: the data folder is not filled");
                faults = Fault.schedule(wish.seed(), wish.faults(), false, wish.only());
            }
            report.say("seed " + wish.seed() + ", " + faults.size() + " faults");
            good = new Run(wish, disk, report).all(faults);
        } finally {
            over.countDown();
        }
        System.exit(good ? 0 : 1);
    }

    /** Who is told to stop (Ctrl-C) ends the cluster and gives the disk back before that. */
    private static void endWhenTold(Thread run, CountDownLatch over) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (over.getCount() > 0) {
                run.interrupt();
            }
            try {
                if (!over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("bench faults: something of the cluster may still run");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "end"));
    }

    /** What an earlier run left. */
    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
