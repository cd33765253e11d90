package dev.orgledger.shared.role;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Principal.ApiKey;
import dev.orgledger.shared.role.Principal.KeyLimits;

/**
 * Each grant and each refusal as a line of {@code authorization-cases.csv} of this jar: for whoever decides with it, or
 * answers for it over a wire, to be held against.
 */
public final class AuthorizationCases {

    /** Moments are told in relation to the one of the decision. */
    private static final Duration AWAY = Duration.ofHours(1);
    private static final String ELSEWHERE = "org_elsewhere";

    /** How far an end lies: in the columns {@code role_ends} and {@code key_ends}. */
    public enum End {
        /** No end. */
        NEVER,
        /** An hour from now. */
        LATER,
        /** An hour ago. */
        PAST;

        /** The moment; null where there is none. */
        public @Nullable Instant from(Instant now) {
            return switch (this) {
                case NEVER -> null;
                case LATER -> now.plus(AWAY);
                case PAST -> now.minus(AWAY);
            };
        }
    }

    /** What became of the organization that is asked about: column {@code organization}. */
    public enum Fate {
        /** It is there. */
        PRESENT,
        /** It was deleted. */
        DELETED,
        /** There never was one of that id. */
        UNKNOWN
    }

    /**
     * The key that is used.
     *
     * @param reaches {@code all} of its owner's organizations, {@code here} alone, only {@code elsewhere}, or
     *            {@code nothing}
     * @param maxRole null is no limit
     * @param cutOff whether the organization does not let it in
     */
    public record Key(String reaches, @Nullable Role maxRole, End ends, boolean cutOff) {

        /** The organizations that it is limited to; null is no limit. */
        public @Nullable Set<String> limitedTo(String orgId) {
            return switch (reaches) {
                case "all" -> null;
                case "here" -> Set.of(orgId);
                case "elsewhere" -> Set.of(ELSEWHERE);
                case "nothing" -> Set.of();
                default -> throw new IllegalStateException("authorization-cases.csv: a key cannot reach " + reaches);
            };
        }
    }

    /**
     * One line.
     *
     * @param role the person's in the organization; null for a stranger
     * @param policy what the organization asks
     * @param facts what is known of the person
     * @param key null where the person asks without one
     * @param permission as asked for, by its wire name or another word
     * @param reason the word of the answer: {@code role}, or why not
     * @param answeredRole the role in the answer; null where it tells none
     */
    public record Case(String title, @Nullable Role role, End roleEnds, Fate organization, SecurityPolicy policy,
            PersonFacts facts, @Nullable Key key, String permission, boolean allowed, String reason,
            @Nullable Role answeredRole) {

        /** Who asks. */
        public Principal principal(String orgId, String userId, String keyId, Instant now) {
            return key == null
                    ? new Principal.User(userId)
                    : new ApiKey(keyId, userId,
                            new KeyLimits(key.ends().from(now), key.limitedTo(orgId), key.maxRole()));
        }

        /** Where the person stands. */
        public Standing standing(String orgId, String keyId, String grantedBy, Instant now) {
            if (organization == Fate.UNKNOWN) {
                return new Standing(orgId, false, null);
            }
            Binding binding = role == null
                    ? null
                    : new Binding(role, now.minus(AWAY).minus(AWAY), roleEnds.from(now), grantedBy);
            return new Standing(orgId, organization == Fate.DELETED, binding, policy,
                    key != null && key.cutOff() ? Set.of(keyId) : Set.of(), facts);
        }

        /** What must come out, where that event granted the role. */
        public Decision expected(String grantedBy) {
            if (allowed && answeredRole != null) {
                return new Allowed(answeredRole, grantedBy);
            }
            return new Denied(Decision.Reason.valueOf(reason.toUpperCase(Locale.ROOT)), answeredRole);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private AuthorizationCases() {
    }

    /** Every line, in the order of the file. */
    public static List<Case> all() {
        try (InputStream in = AuthorizationCases.class.getResourceAsStream("/authorization-cases.csv")) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: authorization-cases.csv");
            }
            try (MappingIterator<Map<String, String>> rows = new CsvMapper().readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader()).readValues(in)) {
                return rows.readAll().stream().map(AuthorizationCases::of).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case of(Map<String, String> row) {
        String length = cell(row, "asks_password_of");
        PasswordPolicy passwords = new PasswordPolicy(!length.isEmpty(),
                length.isEmpty() ? PasswordPolicy.SHORTEST : Integer.parseInt(length), false, false, false);
        return new Case(cell(row, "title"), role(row, "role"), end(row, "role_ends"),
                Fate.valueOf(word(row, "organization")),
                new SecurityPolicy(yes(row, "asks_two_factor"), passwords, false, yes(row, "asks_ending_keys"), null),
                new PersonFacts(yes(row, "has_two_factor"), password(cell(row, "password_length"))),
                yes(row, "key")
                        ? new Key(cell(row, "key_reaches"), role(row, "key_max_role"), end(row, "key_ends"),
                                yes(row, "key_cut_off"))
                        : null,
                cell(row, "permission"), yes(row, "allowed"), cell(row, "reason"), role(row, "answered_role"));
    }

    private static @Nullable PasswordFacts password(String length) {
        return length.isEmpty() ? null : new PasswordFacts(Integer.parseInt(length), false, false, false);
    }

    private static @Nullable Role role(Map<String, String> row, String column) {
        String word = cell(row, column);
        return word.isEmpty() ? null : Role.parse(word);
    }

    private static End end(Map<String, String> row, String column) {
        return End.valueOf(word(row, column));
    }

    private static boolean yes(Map<String, String> row, String column) {
        return cell(row, column).equals("yes");
    }

    private static String word(Map<String, String> row, String column) {
        return cell(row, column).toUpperCase(Locale.ROOT);
    }

    private static String cell(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("authorization-cases.csv lacks " + column);
        }
        return value;
    }
}
