package dev.orgledger.benchmark.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What is asked for.
 *
 * @param project the project's folder, in which everything is built
 * @param folder where journals, logs and the report are left
 * @param faults how many
 * @param seed decides their order
 * @param perSecond requests of all clients together, at most
 * @param disk size of the disk of the data folder
 * @param bound by which all must do its work again after a fault
 * @param only faults whose words it finds
 */
record Wish(Path project, Path folder, int faults, long seed, int clients, int perSecond, String disk, Duration bound,
        Pattern only) {

    /** {@code <project> [faults=30] [seed=…] [clients=6] [rate=24] [disk=1g] [bound=120] [only=…] [folder=…]}. */
    static Wish of(String[] arguments) {
        Path project = Path.of(arguments[0]).toAbsolutePath();
        Wish wish = new Wish(project, project.resolve("deploy/benchmark/target/faults"), 30,
                System.currentTimeMillis() % 1_000_000, 6, 24, "1g", Duration.ofSeconds(120), Pattern.compile(""));
        for (int i = 1; i < arguments.length; i++) {
            wish = wish.with(arguments[i]);
        }
        return wish;
    }

    private Wish with(String argument) {
        String[] parts = argument.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "faults" ->
                new Wish(project, folder, Integer.parseInt(value), seed, clients, perSecond, disk, bound, only);
            case "seed" ->
                new Wish(project, folder, faults, Long.parseLong(value), clients, perSecond, disk, bound, only);
            case "clients" ->
                new Wish(project, folder, faults, seed, Integer.parseInt(value), perSecond, disk, bound, only);
            case "rate" -> new Wish(project, folder, faults, seed, clients, Integer.parseInt(value), disk, bound, only);
            case "disk" -> new Wish(project, folder, faults, seed, clients, perSecond, value, bound, only);
            case "bound" -> new Wish(project, folder, faults, seed, clients, perSecond, disk,
                    Duration.ofSeconds(Long.parseLong(value)), only);
            case "only" ->
                new Wish(project, folder, faults, seed, clients, perSecond, disk, bound, Pattern.compile(value));
            case "folder" -> new Wish(project, Path.of(value).toAbsolutePath(), faults, seed, clients, perSecond, disk,
                    bound, only);
            default -> throw new IllegalArgumentException("no option: " + argument);
        };
    }
}
