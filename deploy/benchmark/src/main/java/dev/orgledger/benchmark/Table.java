package dev.orgledger.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that the bench prints: what was measured, the target where there is one, and whether it was met. */
final class Table implements Figures {

    private record Row(String what, String value, String target, String verdict) {}

    private final List<Row> rows = new ArrayList<>();
    private boolean allMet = true;

    @Override
    public void fact(String what, String value) {
        add(new Row(what, value, "", ""));
    }

    @Override
    public void atLeast(String what, double value, double target, String unit) {
        verdict(what, value, "≥ ", target, unit, value >= target);
    }

    @Override
    public void atMost(String what, double value, double target, String unit) {
        verdict(what, value, "≤ ", target, unit, value <= target);
    }

    private void verdict(String what, double value, String relation, double target, String unit, boolean met) {
        allMet &= met;
        add(new Row(what, number(value) + unit, relation + number(target) + unit, met ? "met" : "MISSED"));
    }

    /** Told at once, too: what comes later may fail. */
    private void add(Row row) {
        rows.add(row);
        Bench.say(row.what + ": " + row.value + (row.target.isEmpty() ? "" : " (" + row.target + ") " + row.verdict));
    }

    /** With three significant digits, or all that stand before the point. */
    static String number(double value) {
        int decimals = value >= 100 || value == Math.rint(value) ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Prints everything as a Markdown table. */
    boolean print() {
        System.out.println();
        System.out.println("| What | Measured | Target | |");
        System.out.println("|---|--:|--:|---|");
        for (Row row : rows) {
            System.out.printf(Locale.ROOT, "| %s | %s | %s | %s |%n", row.what, row.value, row.target, row.verdict);
        }
        return allMet;
    }
}
