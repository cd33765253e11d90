package dev.orgledger.benchmark;

/** Figures on their way from one process to another: one line of the standard output each. */
final class FigureLines implements Figures {

    private static final String MARK = "figure";
    private static final String BETWEEN = "\t";

    /** Gives what that line says to these; false for a line that is no figure. */
    static boolean pass(String line, Figures to) {
        String[] parts = line.split(BETWEEN, -1);
        if (!parts[0].equals(MARK)) {
            return false;
        }
        switch (parts[1]) {
            case "fact" -> to.fact(parts[2], parts[3]);
            case "atLeast" ->
                to.atLeast(parts[2], Double.parseDouble(parts[3]), Double.parseDouble(parts[4]), parts[5]);
            case "atMost" -> to.atMost(parts[2], Double.parseDouble(parts[3]), Double.parseDouble(parts[4]), parts[5]);
            default -> throw new IllegalArgumentException("no figure: " + line);
        }
        return true;
    }

    @Override
    public void fact(String what, String value) {
        say("fact", what, value);
    }

    @Override
    public void atLeast(String what, double value, double target, String unit) {
        say("atLeast", what, String.valueOf(value), String.valueOf(target), unit);
    }

    @Override
    public void atMost(String what, double value, double target, String unit) {
        say("atMost", what, String.valueOf(value), String.valueOf(target), unit);
    }

    private static void say(String... parts) {
        System.out.println(MARK + BETWEEN + String.join(BETWEEN, parts));
    }
}
