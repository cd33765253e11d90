package dev.orgledger.command.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;

/** What differs between two states of one person. */
record ProfileChange(Person old, Person now) {

    /** Names of the fields, for the event. */
    List<String> fields() {
        List<String> fields = new ArrayList<>();
        if (!Objects.equals(old.firstName(), now.firstName())) {
            fields.add("first_name");
        }
        if (!Objects.equals(old.lastName(), now.lastName())) {
            fields.add("last_name");
        }
        if (!Objects.equals(old.imageUrl(), now.imageUrl())) {
            fields.add("image_url");
        }
        if (old.facts().twoFactorEnabled() != now.facts().twoFactorEnabled()) {
            fields.add("two_factor_enabled");
        }
        if (!Objects.equals(old.facts().password(), now.facts().password())) {
            fields.add("password_facts");
        }
        return fields;
    }

    /**
     * The values before and after, for the audit log; erased with the person, as an event would never be. What is known
     * of a password is told to no log.
     */
    Personal values() {
        Personal values = Personal.about(now.personId());
        values = told(values, "two_factor_enabled", String.valueOf(old.facts().twoFactorEnabled()),
                String.valueOf(now.facts().twoFactorEnabled()));
        values = told(values, "first_name", old.firstName(), now.firstName());
        values = told(values, "last_name", old.lastName(), now.lastName());
        return told(values, "image_url", old.imageUrl(), now.imageUrl());
    }

    private static Personal told(Personal values, String field, @Nullable String old, @Nullable String now) {
        return Objects.equals(old, now) ? values : values.with(field + ".old", old).with(field + ".new", now);
    }
}
