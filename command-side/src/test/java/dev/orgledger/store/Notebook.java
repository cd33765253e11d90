package dev.orgledger.store;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** The least aggregate that stores what organizations store: what is tested is the ground under it. */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotAfter100Events")
class Notebook {

    sealed interface NotebookCommand extends Command {
        String orgId();

        @Override
        default String target() {
            return orgId();
        }

        @Override
        default ErrorCode whenUnknown() {
            return ErrorCode.ORGANIZATION_NOT_FOUND;
        }
    }

    record Open(@TargetAggregateIdentifier String orgId, String name, Personal personal,
            Principal by) implements NotebookCommand {}

    /** Answered by the name before; null keeps it. */
    record Rename(@TargetAggregateIdentifier String orgId, String name, Principal by) implements NotebookCommand {}

    /** Refused unless the name is that one. */
    record Insist(@TargetAggregateIdentifier String orgId, String name, Principal by) implements NotebookCommand {}

    /** Says that it has begun, and ends when it may. */
    record Dawdle(@TargetAggregateIdentifier String orgId, CountDownLatch begun, CountDownLatch mayEnd,
            Principal by) implements NotebookCommand {}

    @AggregateIdentifier
    private String orgId;
    private String name;

    Notebook() {
    }

    @CommandHandler
    Notebook(Open wish) {
        AggregateLifecycle.apply(new OrgCreated(wish.orgId(), "user_founder", wish.name(), null, null),
                wish.personal().asMetaData());
        AggregateLifecycle.apply(new MemberJoined(wish.orgId(), "user_founder", Role.SUPER_ADMIN, null, null));
    }

    @CommandHandler
    String handle(Rename wish, @MetaDataValue(Command.EXPECTED_VERSION) Long expected) {
        if (expected != null && expected != AggregateLifecycle.getVersion() + 1) {
            throw Refusal.of(ErrorCode.VERSION_MISMATCH);
        }
        String before = name;
        if (!wish.name().equals(name)) {
            AggregateLifecycle.apply(
                    new OrgUpdated(orgId, List.of("name"), wish.name(), null, null, before, null, null));
        }
        return before;
    }

    @CommandHandler
    void handle(Insist wish) {
        if (!wish.name().equals(name)) {
            throw Refusal.of(ErrorCode.OWNER_ROLE_FIXED).saying("It is called otherwise").with("name", name);
        }
    }

    @CommandHandler
    void handle(Dawdle wish) throws InterruptedException {
        wish.begun().countDown();
        if (!wish.mayEnd().await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody ended it");
        }
    }

    @EventSourcingHandler
    void on(OrgCreated event) {
        orgId = event.orgId();
        name = event.name();
    }

    @EventSourcingHandler
    void on(OrgUpdated event) {
        name = event.name();
    }
}
