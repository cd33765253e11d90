package dev.orgledger.command.platform.dispatch;

import org.axonframework.messaging.unitofwork.UnitOfWork;

import dev.orgledger.edge.RequestContext;

/** What travels with a command through Axon, inside this process only. */
public final class CommandMetadata {

    /** Key of the {@link RequestContext}. */
    static final String CONTEXT = "request_context";
    /** Key of the {@link AroundCommand}. */
    static final String AROUND = "around";

    private CommandMetadata() {
    }

    /**
     * Who caused what happens in that unit of work.
     *
     * @throws IllegalStateException for a command that did not come through {@link Commands}: nothing is stored that
     *         nobody did
     */
    public static RequestContext contextOf(UnitOfWork<?> unitOfWork) {
        if (unitOfWork.root().getMessage().getMetaData().get(CONTEXT) instanceof RequestContext context) {
            return context;
        }
        throw new IllegalStateException("a command without a request context");
    }
}
