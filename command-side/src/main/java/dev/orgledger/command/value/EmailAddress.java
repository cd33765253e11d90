package dev.orgledger.command.value;

import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * A bare mail address on a domain with a dot, in lower case. Compared without case: were the spelling kept, an invitation
 * would show whether its address was known before, by the spelling of then.
 */
public record EmailAddress(String text) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

    /** The address that was typed; {@code invalid_email} unless it is one. */
    public static EmailAddress parse(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        int at = text.lastIndexOf('@');
        boolean plausible = text.length() <= LONGEST && at > 0 && at <= LONGEST_LOCAL_PART
                && DOMAIN.matcher(text.substring(at + 1)).matches() && text.chars().noneMatch(EmailAddress::never);
        if (!plausible || !text.equals(parsed(text))) {
            throw Refusal.of(ErrorCode.INVALID_EMAIL);
        }
        return new EmailAddress(text);
    }

    private static boolean never(int c) {
        return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)
                || Character.isSurrogate((char) c)
                || Character.getType(c) == Character.FORMAT || "<>,;:\"\\()".indexOf(c) >= 0;
    }

    /** The address proper, without any display name; empty when it is none by the strict reading of RFC 822. */
    private static String parsed(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            address.validate();
            return address.getAddress();
        } catch (AddressException e) {
            return "";
        }
    }
}
