package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

class ResumePointTest {

    private final Map<String, List<Long>> ends = full(10);
    private final Map<String, List<Long>> positions = full(90);

    @Test
    void givenNothingOnTheTopicsWhenResumedThenFromTheBeginning() {
        assertThat(ResumePoint.of(null, full(0), full(0)).position()).isZero();
    }

    @Test
    void givenEverythingThatTheWatermarkNamesWhenResumedThenBehindIt() {
        assertThat(resumed(watermark(100)).position()).isEqualTo(100);
    }

    @Test
    void givenRecordsBeyondTheWatermarkWhenResumedThenBehindItAndTheyAreKnown() {
        set(ends, Topics.EVENTS, 3, 12);
        set(positions, Topics.EVENTS, 3, 105);

        ResumePoint resumed = resumed(watermark(100));

        assertThat(resumed.position()).isEqualTo(100);
        assertThat(resumed.isOnTopic(3, 105)).isTrue();
        assertThat(resumed.isOnTopic(3, 106)).isFalse();
        assertThat(resumed.isOnTopic(4, 101)).isFalse();
    }

    @Test
    void givenShortPartitionsWhenResumedThenAtTheSmallestOfTheirLastPositions() {
        set(ends, Topics.EVENTS, 3, 9);
        set(positions, Topics.EVENTS, 3, 80);
        set(ends, Topics.INTERNAL, 5, 4);
        set(positions, Topics.INTERNAL, 5, 71);
        set(positions, Topics.PERSONS, 7, 2);

        // The event of position 71 may have had more than one record there, so it is looked at again.
        assertThat(resumed(watermark(100)).position()).isEqualTo(70);
    }

    @Test
    void givenAnEmptiedPartitionWhenResumedThenFromTheBeginning() {
        set(ends, Topics.PERSONS, 0, 0);
        set(positions, Topics.PERSONS, 0, 0);

        assertThat(resumed(watermark(100)).position()).isZero();
    }

    @Test
    void givenAShortPartitionWhoseLastRecordIsBeyondTheWatermarkWhenResumedThenNotBehindTheWatermark() {
        set(ends, Topics.EVENTS, 3, 9);
        set(positions, Topics.EVENTS, 3, 140);

        assertThat(resumed(watermark(100)).position()).isEqualTo(100);
    }

    @Test
    void givenNoWatermarkWhenResumedThenNoPartitionIsTrustedBeyondItsLastRecord() {
        set(positions, Topics.EVENTS, 11, 30);

        assertThat(resumed(null).position()).isEqualTo(29);
    }

    private ResumePoint resumed(@Nullable Watermark last) {
        return ResumePoint.of(last, ends, positions);
    }

    private static Watermark watermark(long position) {
        return new Watermark(position, Instant.EPOCH, full(10));
    }

    private static Map<String, List<Long>> full(long value) {
        Map<String, List<Long>> all = new HashMap<>();
        Topics.DATA.forEach(topic -> all.put(topic, new ArrayList<>(Collections.nCopies(Topics.PARTITIONS, value))));
        return all;
    }

    private static void set(Map<String, List<Long>> values, String topic, int partition, long value) {
        values.get(topic).set(partition, value);
    }
}
