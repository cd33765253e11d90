package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.security.AccessDenied;

@ExtendWith(OutputCaptureExtension.class)
class DenialsTest {

    private final List<String> told = new ArrayList<>();
    private final DenialSink good = denials -> denials.forEach(denial -> told.add(denial.attempt().id()));
    private @Nullable DenialSink sink = good;
    private final Denials denials = new Denials(() -> sink);

    private static Denial denial(int number) {
        return new Denial(new AccessDenied("den_" + number, "org_1", 1, "GET", "/", "permission_denied", null, null,
                null, null), Instant.EPOCH, new Actor(Actor.Type.USER, "user_1", null), "request", "::1", null);
    }

    private static Supplier<Optional<Denial>> noted(int number) {
        return () -> Optional.of(denial(number));
    }

    @Test
    void theyAreToldOnInOrderAndOnce() {
        for (int i = 0; i < 500; i++) {
            denials.add(noted(i));
        }
        denials.report();
        denials.report();

        assertThat(told).hasSize(500).doesNotHaveDuplicates().startsWith("den_0", "den_1").endsWith("den_499");
    }

    @Test
    void whatCannotBeToldWaitsAndIsToldFirstOfAllLater(CapturedOutput log) {
        sink = all -> {
            throw new IllegalStateException("down");
        };
        denials.add(() -> Optional.of(denial(1)));
        denials.report();
        denials.report();
        denials.add(() -> Optional.of(denial(2)));
        sink = good;
        denials.report();

        assertThat(told).containsExactly("den_1", "den_2");
        assertThat(denials.dropped()).isZero();
        assertThat(log.getAll()).containsOnlyOnce("cannot be reported").doesNotContain("org_1");
    }

    @Test
    void whereThereIsNoRoomLeftTheNewestIsDroppedAndCounted(CapturedOutput log) {
        for (int i = 0; i < Denials.ROOM + 3; i++) {
            denials.add(noted(i));
        }
        denials.report();

        assertThat(told).hasSize(Denials.ROOM);
        assertThat(denials.dropped()).isEqualTo(3);
        assertThat(log.getAll()).containsOnlyOnce("missing in the audit log");
    }

    @Test
    void whereNobodyTakesThemNothingHappens() {
        sink = null;
        denials.add(() -> Optional.of(denial(1)));
        denials.report();
        sink = good;
        denials.report();
        assertThat(told).isEmpty();
    }

    @Test
    void theLastOnesAreToldAtTheStop() {
        denials.start();
        denials.add(() -> Optional.of(denial(1)));
        denials.stop();
        assertThat(denials.isRunning()).isFalse();
        assertThat(told).containsExactly("den_1");
    }
}
