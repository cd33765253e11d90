package dev.orgledger.shared.role;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a principal may ask for. Code asks for a permission, never for a role by name; which role holds which permission
 * is data, see {@link RoleCatalog}.
 *
 * <p>
 * Source: the 18 rows of the first seed's table, and contract section 5 for the others.
 */
public enum Permission {
    /** Show app stats. */
    APP_READ_STATS("app.read_stats"),
    /** Show app channels. */
    CHANNEL_READ("channel.read"),
    /** Show devices. */
    DEVICE_READ("device.read"),
    /** Show logs. */
    LOG_READ("log.read"),
    /** Show bundles. */
    BUNDLE_READ("bundle.read"),
    /** Delete app. */
    APP_DELETE("app.delete"),
    /** Delete channel. */
    CHANNEL_DELETE("channel.delete"),
    /** Delete version. */
    VERSION_DELETE("version.delete"),
    /** Change org's settings. */
    ORG_UPDATE_SETTINGS("org.update_settings"),
    /** Manage org users. */
    ORG_MANAGE_MEMBERS("org.manage_members"),
    /** Alter channel settings. */
    CHANNEL_UPDATE_SETTINGS("channel.update_settings"),
    /** Upload new version. */
    VERSION_UPLOAD("version.upload"),
    /** Alter devices. */
    DEVICE_UPDATE("device.update"),
    /** Change channel's current version. */
    CHANNEL_PROMOTE_VERSION("channel.promote_version"),
    /** Create new channel. */
    CHANNEL_CREATE("channel.create"),
    /** Alter version (metadata). */
    VERSION_UPDATE_METADATA("version.update_metadata"),
    /** Manage billing. */
    ORG_MANAGE_BILLING("org.manage_billing"),
    /** Delete a version unsafely. */
    VERSION_DELETE_UNSAFELY("version.delete_unsafely"),
    /** Show organization. */
    ORG_READ("org.read"),
    /** Show members. */
    ORG_READ_MEMBERS("org.read_members"),
    /** Show audit log. */
    ORG_READ_AUDIT("org.read_audit"),
    /** Show usage. */
    ORG_READ_USAGE("org.read_usage"),
    /** Manage webhooks. */
    ORG_MANAGE_WEBHOOKS("org.manage_webhooks"),
    /** Change security policies. */
    ORG_UPDATE_SECURITY("org.update_security"),
    /** Delete organization. */
    ORG_DELETE("org.delete");

    private static final Map<String, Permission> BY_KEY = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(Permission::key, Function.identity()));

    private final String key;

    Permission(String key) {
        this.key = key;
    }

    /** The dotted wire name, such as {@code org.manage_members}. */
    public String key() {
        return key;
    }

    /** The permission of that wire name; empty for an unknown one, which the caller must treat as denied. */
    public static Optional<Permission> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }
}
