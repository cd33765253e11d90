package dev.orgledger.edge;

import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/** What an operator has set. */
public final class Settings {

    private Settings() {
    }

    /** Whether there is a value: an unset variable of a container may come as an empty one. */
    public static boolean isSet(PropertyResolver environment, String name) {
        return StringUtils.hasText(environment.getProperty(name));
    }
}
