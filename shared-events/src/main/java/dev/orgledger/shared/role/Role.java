package dev.orgledger.shared.role;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A role in one organization. The ladder, lowest first, is {@code read}, {@code upload}, {@code write}, {@code admin},
 * {@code super_admin}; {@code auditor} stands outside it. What each may do, and its rank, is data: {@link RoleCatalog}.
 */
public enum Role {
    READ,
    UPLOAD,
    WRITE,
    ADMIN,
    SUPER_ADMIN,
    AUDITOR;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The wire name, such as {@code super_admin}. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The role of that wire name, spelled exactly; empty for an unknown word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }

    @JsonCreator
    static Role parse(String word) {
        return of(word).orElseThrow(() -> new IllegalArgumentException("unknown role"));
    }
}
