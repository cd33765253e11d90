package dev.orgledger.command.organization;

import java.util.Map;

import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** A refusal for want of a permission, with everything that the contract says about it. */
final class DeniedMatcher extends TypeSafeMatcher<Refusal> {

    private final String sentence;
    private final Map<String, Object> details;

    DeniedMatcher(String sentence, String permission, String yourRole, String requiredRole) {
        this.sentence = sentence;
        this.details = Map.of("permission", permission, "your_role", yourRole, "required_role", requiredRole);
    }

    @Override
    protected boolean matchesSafely(Refusal refusal) {
        return refusal.code() == ErrorCode.PERMISSION_DENIED && refusal.sentence().equals(sentence)
                && refusal.details().equals(details);
    }

    @Override
    public void describeTo(Description description) {
        description.appendText("permission_denied saying \"" + sentence + "\" with " + details);
    }
}
