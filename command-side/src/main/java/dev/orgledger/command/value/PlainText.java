package dev.orgledger.command.value;

import java.util.Optional;

import org.jsoup.Jsoup;

/** What people type as a name: HTML tags removed, trimmed. */
final class PlainText {

    /** Far more than any name with its tags; keeps hostile input from costing time. */
    private static final int LONGEST_INPUT = 4096;
    private static final int MOST_LAYERS = 8;

    private PlainText() {
    }

    /**
     * The text that was meant; the empty string when nothing is left, nothing at all when it is not acceptable as a name:
     * too long, a control character, or tags hidden in too many layers of entities.
     */
    static Optional<String> of(String typed, int longest) {
        String text = typed.strip();
        if (text.length() > LONGEST_INPUT || text.codePoints().anyMatch(PlainText::invisible)) {
            return Optional.empty();
        }
        for (int layer = 0; text.indexOf('<') >= 0; layer++) {
            String inner = Jsoup.parse(text).text().strip();
            if (inner.equals(text)) {
                break;
            }
            if (layer == MOST_LAYERS) {
                return Optional.empty();
            }
            text = inner;
        }
        boolean fits = text.codePointCount(0, text.length()) <= longest
                && text.codePoints().noneMatch(PlainText::invisible);
        return fits ? Optional.of(text) : Optional.empty();
    }

    private static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
