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

    /** The sum of that metric's series with all of these labels, such as {@code code="not_found"}; NaN where there is none. */
    double sum(String name, String... labels) {
        return found(name, labels).mapToDouble(Map.Entry::getValue).reduce(Double::sum).orElse(Double.NaN);
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
