package dev.orgledger.command.memory;

import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Says which rule broke. */
public final class Refused extends TypeSafeMatcher<Refusal> {

    private final ErrorCode code;

    private Refused(ErrorCode code) {
        this.code = code;
    }

    /** A refusal for that reason, and for no other. */
    public static Matcher<Refusal> by(ErrorCode code) {
        return new Refused(code);
    }

    @Override
    protected boolean matchesSafely(Refusal refusal) {
        return refusal.code() == code;
    }

    @Override
    public void describeTo(Description description) {
        description.appendText("a refusal by " + code.code());
    }
}
