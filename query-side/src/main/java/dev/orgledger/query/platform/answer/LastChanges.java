package dev.orgledger.query.platform.answer;

import java.util.concurrent.atomic.AtomicLongArray;

import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;

/**
 * The global position of the last change of each organization, person and invitation, as every replica hears it from Kafka,
 * whoever writes the documents. Ids share places: a change of one may be taken for a change of another, never overlooked.
 */
@Component
public class LastChanges {

    /** Half a megabyte. A power of two. */
    private static final int PLACES = 1 << 16;

    private final AtomicLongArray positions = new AtomicLongArray(PLACES);

    /** Takes note of one record of the topics of state, of people and of what belongs to invitations. */
    public void note(Incoming incoming) {
        switch (incoming) {
            case Incoming.State state -> changed(organizationOrUser(state.key()), state.position());
            case Incoming.Person person -> changed(person.personId(), person.position());
            case Incoming.Contact contact -> changed(contact.orgId(), contact.position());
            case Incoming.Invitation invitation -> changed(invitation.invitationId(), invitation.position());
            default -> {
                // Nothing that is kept tells of it.
            }
        }
    }

    /** A membership counts as its organization's. */
    private static String organizationOrUser(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    private void changed(String id, long position) {
        positions.accumulateAndGet(placeOf(id), position, Math::max);
    }

    /** Where the last change of that id is found. */
    static int placeOf(String id) {
        int hash = id.hashCode();
        return (hash ^ hash >>> 16) & PLACES - 1;
    }

    /** Position of the last change of all that share this place; 0 before the first. */
    long at(int place) {
        return positions.get(place);
    }
}
