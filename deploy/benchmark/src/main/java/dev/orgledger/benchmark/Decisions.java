package dev.orgledger.benchmark;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The rules alone, without a service: how many decisions one core makes. */
final class Decisions {

    private Decisions() {
    }

    static void measure(Table table) throws RunnerException {
        Bench.say("decisions");
        double perSecond = new Runner(new OptionsBuilder().include(DecisionBenchmark.class.getName() + "\\.")
                .mode(Mode.Throughput).timeUnit(TimeUnit.SECONDS).threads(1).forks(1).warmupIterations(2)
                .warmupTime(TimeValue.seconds(2)).measurementIterations(3).measurementTime(TimeValue.seconds(2))
                // The collector of deploy/up; the last keeps a warning about JMH itself quiet.
                .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true).verbosity(VerboseMode.SILENT).build()).runSingle().getPrimaryResult()
                .getScore();
        table.atLeast("decisions of Authorizer alone, one core", perSecond / 1e6, 5, " million/s");
    }
}
