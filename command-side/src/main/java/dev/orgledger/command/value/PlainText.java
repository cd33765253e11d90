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
        String text = trimmed(typed);
        if (text.length() > LONGEST_INPUT || text.codePoints().anyMatch(PlainText::invisible)) {
            return Optional.empty();
        }
        for (int layer = 0; text.indexOf('<') >= 0; layer++) {
            String inner = trimmed(Jsoup.parse(text).text());
            if (inner.equals(text)) {
                break;
            }
            if (layer == MOST_LAYERS) {
                return Optional.empty();
            }
            text = inner;
        }
        if (text.codePoints().allMatch(PlainText::blank)) {
            return Optional.of("");
        }
        boolean fits = text.codePointCount(0, text.length()) <= longest
                && text.codePoints().noneMatch(PlainText::invisible);
        return fits ? Optional.of(text) : Optional.empty();
    }

    /** Without blanks of any kind at both ends, those that do not break a line included. */
    private static String trimmed(String text) {
        return text.codePoints().anyMatch(Character::isSpaceChar)
                ? text.replaceAll("^[\\p{Z}\\s]+|[\\p{Z}\\s]+$", "")
                : text.strip();
    }

    /** What leaves nothing to see: blanks, and joiners without anything to join. */
    private static boolean blank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    /** Control characters, and those that make what follows read in another direction than it is written. */
    private static boolean invisible(int codePoint) {
        if (codePoint >= 0x202A && codePoint <= 0x202E || codePoint >= 0x2066 && codePoint <= 0x2069) {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
