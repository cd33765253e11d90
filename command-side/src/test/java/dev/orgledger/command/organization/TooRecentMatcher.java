package dev.orgledger.command.organization;

import java.time.Duration;

import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** A refusal to flood somebody, and for how long. */
final class TooRecentMatcher extends TypeSafeMatcher<Refusal> {

    private final Duration wait;

    TooRecentMatcher(Duration wait) {
        this.wait = wait;
    }

    @Override
    protected boolean matchesSafely(Refusal refusal) {
        return refusal.code() == ErrorCode.INVITATION_TOO_RECENT && wait.equals(refusal.retryAfter());
    }

    @Override
    public void describeTo(Description description) {
        description.appendText("invitation_too_recent for " + wait);
    }
}
