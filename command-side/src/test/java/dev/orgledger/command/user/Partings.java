package dev.orgledger.command.user;

import java.util.ArrayList;
import java.util.List;

/** Partings that are remembered and change nothing. */
final class Partings implements Parting {

    /** For tests in which nobody goes. */
    static final Parting NONE = (personId, byOneself) -> {
        throw new AssertionError("nobody was to go");
    };

    final List<String> gone = new ArrayList<>();

    @Override
    public void of(String personId, boolean byOneself) {
        gone.add(personId + (byOneself ? " by oneself" : " by another"));
    }
}
