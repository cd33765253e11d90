package dev.orgledger.shared.envelope;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A sign of life from the command side: everything in the event store up to {@code position} stands on the data topics
 * below these offsets. A reader that has consumed up to them has seen that position.
 *
 * @param position global position in the event store
 * @param at when it was written
 * @param offsets end offset, exclusive, of every partition of each of {@link Topics#DATA}
 */
public record Watermark(long position, Instant at, Map<String, List<Long>> offsets) {}
