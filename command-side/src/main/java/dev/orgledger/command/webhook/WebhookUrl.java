package dev.orgledger.command.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Where deliveries go: https to a host name, without credentials. What the name stands for is looked at apart, see
 * {@link ReceiverAddresses}. Of its text only the host may be told to anybody but the organization.
 */
public record WebhookUrl(String text) {

    private static final int LONGEST = 2048;
    private static final int LAST_PORT = 65_535;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    /** What URL parsers elsewhere take for a number, and a host that ends in it for an IPv4 address. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /**
     * The URL that was typed.
     *
     * @param allowLoopback whether http to {@code 127.0.0.1} and {@code localhost} will do, too
     * @throws Refusal {@code invalid_url}, which says why and never what was typed
     */
    public static WebhookUrl parse(@Nullable String typed, boolean allowLoopback) {
        String text = typed == null ? "" : typed.strip();
        String wrong = wrong(text, allowLoopback);
        if (wrong != null) {
            throw Refusal.of(ErrorCode.INVALID_URL).with("reason", wrong);
        }
        return new WebhookUrl(text);
    }

    /** Whether it may still be used under that setting, which may have changed since it was given. */
    public boolean usable(boolean allowLoopback) {
        return wrong(text, allowLoopback) == null;
    }

    /** The host name, in lower case. */
    public String host() {
        return host(URI.create(text));
    }

    /** Whether it goes to this machine, which is for local use. */
    public boolean loopback() {
        return LOOPBACK.contains(host());
    }

    /** Whether that host is a name of this machine, the only ones that will do with {@code allowLoopback}. */
    public static boolean local(String host) {
        return LOOPBACK.contains(host);
    }

    private static @Nullable String wrong(String text, boolean allowLoopback) {
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            return "malformed";
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return "malformed";
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            return "credentials";
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return scheme.equals("https") || scheme.equals("http") ? "malformed" : "not_https";
        }
        if (allowLoopback && scheme.equals("http") && local(host(uri))) {
            return null;
        }
        return scheme.equals("https") ? wrongHost(host(uri)) : "not_https";
    }

    private static @Nullable String wrongHost(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.startsWith("[")) {
            return "address_literal";
        }
        String[] labels = name.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (NUMBER.matcher(last).matches()) {
            return "address_literal";
        }
        if (last.equals("localhost")) {
            return "private_host";
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return "malformed";
            }
        }
        return labels.length < 2 ? "private_host" : null;
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /** The host alone: the rest may hold a secret of the receiver's. */
    @Override
    public String toString() {
        return "WebhookUrl[" + host() + "]";
    }
}
