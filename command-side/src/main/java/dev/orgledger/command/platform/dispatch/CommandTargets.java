package dev.orgledger.command.platform.dispatch;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.jspecify.annotations.Nullable;

/** Which aggregate a command is about. */
final class CommandTargets {

    private static final AnnotationCommandTargetResolver RESOLVER = AnnotationCommandTargetResolver.builder().build();

    private CommandTargets() {
    }

    /** Id of that aggregate; null for a command that makes up the id itself. */
    static @Nullable String of(CommandMessage<?> message) {
        try {
            return RESOLVER.resolveTarget(message).getIdentifier();
        } catch (IllegalArgumentException e) {
            // The resolver's way to say that no component of the command is marked as its target.
            return null;
        }
    }
}
