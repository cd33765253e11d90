package dev.orgledger.standalone;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code /actuator/prometheus} says at one moment: values by series, such as {@code name{label="value"}}. */
record Scrape(Map<String, Double> series) {

    static Scrape of(World world) {
        Map<String, Double> series = new LinkedHashMap<>();
        world.api.forgetful().text("/actuator/prometheus").lines().filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
                });
        return new Scrape(series);
    }

    /**
     * The sum of that metric's series with all of these labels, such as {@code code="not_found"}.
     *
     * @throws AssertionError where there is none
     */
    double sum(String name, String... labels) {
        return found(name, labels).mapToDouble(Map.Entry::getValue).reduce(Double::sum)
                .orElseThrow(() -> new AssertionError("no series of " + name + " " + Arrays.toString(labels)));
    }

    /** The same, and 0 where there is none: for what is there from its first time on. */
    double sumOrZero(String name, String... labels) {
        return has(name, labels) ? sum(name, labels) : 0;
    }

    boolean has(String name, String... labels) {
        return found(name, labels).findAny().isPresent();
    }

    private Stream<Map.Entry<String, Double>> found(String name, String... labels) {
        return series.entrySet().stream().filter(entry -> nameOf(entry.getKey()).equals(name)
                && Arrays.stream(labels).allMatch(entry.getKey()::contains));
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.keySet().forEach(one -> names.add(nameOf(one)));
        return names;
    }

    private static String nameOf(String series) {
        int labels = series.indexOf('{');
        return labels < 0 ? series : series.substring(0, labels);
    }
}
