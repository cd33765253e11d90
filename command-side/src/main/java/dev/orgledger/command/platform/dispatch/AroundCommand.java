package dev.orgledger.command.platform.dispatch;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What happens beside a command, in its transaction. Both methods run again when the command is tried again.
 *
 * @param <R> result of the command
 */
public interface AroundCommand<R extends @Nullable Object> {

    /** Runs first; false when the command need not be handled at all. */
    default boolean before() {
        return true;
    }

    /** Runs last, when the events are stored and not yet committed. */
    void after(R result, Stored stored);

    /**
     * What the command left behind.
     *
     * @param position global position of its last event; of the last event of all when it stored none
     * @param orgVersion version of the organization that it was about; null when about none
     * @param persons people whom its events name, the acting person included
     */
    record Stored(long position, @Nullable Long orgVersion, Set<String> persons) {

        /** {@code x-position}, contract section 1. */
        public String positionText() {
            return "p" + position;
        }
    }
}
