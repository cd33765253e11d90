package dev.orgledger.command.value;

import org.jspecify.annotations.Nullable;

/** What an update wants of one field: absent keeps the value, {@code null} clears it. */
public sealed interface Change<T> {

    /** The field was absent. */
    record Keep<T>() implements Change<T> {}

    /** The field was there; null clears it. */
    record Set<T>(@Nullable T value) implements Change<T> {}

    /** Leaves the value as it is. */
    static <T> Change<T> keep() {
        return new Keep<>();
    }

    /** Makes it that value, or clears it. */
    static <T> Change<T> to(@Nullable T value) {
        return new Set<>(value);
    }

    /** The value from now on, where {@code present} is the one until now. */
    default @Nullable T over(@Nullable T present) {
        return switch (this) {
            case Keep<T> keep -> present;
            case Set<T> set -> set.value();
        };
    }
}
