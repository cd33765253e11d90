package dev.orgledger.command.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** An https URL without credentials, at most 2,048 characters. */
public record HttpsUrl(String text) {

    private static final int LONGEST = 2048;
    private static final int LAST_PORT = 65535;
    /** A host with a dot, perhaps a port, perhaps a path: what people type into a form. */
    private static final Pattern BARE_HOST = Pattern.compile("[\\w-]+(\\.[\\w-]+)+(:\\d{1,5})?([/?#].*)?");
    private static final Pattern NO_PATH = Pattern.compile("[^/?#]*");

    /**
     * The URL that was typed, a bare host taken as https; null for null and for blank.
     *
     * @param refused the code when it is none
     */
    public static @Nullable HttpsUrl parse(@Nullable String typed, ErrorCode refused) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String text = typed.strip();
        if (text.length() <= LONGEST && BARE_HOST.matcher(text).matches()) {
            text = "https://" + text + (NO_PATH.matcher(text).matches() ? "/" : "");
        }
        if (text.length() > LONGEST || !acceptable(text)) {
            throw Refusal.of(refused);
        }
        return new HttpsUrl(text);
    }

    /** The text of that URL, null for none. */
    public static @Nullable String textOf(@Nullable HttpsUrl url) {
        return url == null ? null : url.text();
    }

    private static boolean acceptable(String text) {
        try {
            URI uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null
                    && uri.getPort() <= LAST_PORT && text.chars().noneMatch(Character::isISOControl);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
