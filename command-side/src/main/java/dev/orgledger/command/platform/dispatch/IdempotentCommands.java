package dev.orgledger.command.platform.dispatch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.idempotency.Idempotency;
import dev.orgledger.command.platform.idempotency.KeptAnswer;
import dev.orgledger.command.platform.idempotency.RequestKey;
import dev.orgledger.shared.refusal.Refusal;

/** {@link Commands} with every answer kept under its {@code Idempotency-Key}. */
@Component
class IdempotentCommands implements Commands {

    private final CommandExecution execution;
    private final Idempotency idempotency;

    IdempotentCommands(CommandExecution execution, Idempotency idempotency) {
        this.execution = execution;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<Map<String, Object>> answer(Call call, Supplier<ResponseEntity<Map<String, Object>>> decide) {
        RequestKey key = keyOf(call);
        if (key == null) {
            return decide.get();
        }
        try {
            Optional<KeptAnswer> kept = idempotency.find(key);
            return kept.isPresent() ? response(kept.get()) : decide.get();
        } catch (Refusal refusal) {
            return response(idempotency.keepRefusal(key, refusal, persons(call)));
        } catch (RuntimeException e) {
            throw StoreFaults.unavailable(e).map(RuntimeException.class::cast).orElse(e);
        }
    }

    @Override
    public <R extends @Nullable Object> ResponseEntity<Map<String, Object>> send(Call call, Command command,
            Function<R, Map<String, Object>> answer, String... secrets) {
        RequestKey key = keyOf(call);
        Answering<R> answering = new Answering<>(key, answer, Set.copyOf(Arrays.asList(secrets)));
        execution.run(call.context(), call.expectedVersion(), command, answering);
        return answering.answer();
    }

    private static @Nullable RequestKey keyOf(Call call) {
        return call.idempotencyKey() == null
                ? null
                : RequestKey.of(call.context().principal(), call.idempotencyKey(), call.request());
    }

    private static Set<String> persons(Call call) {
        return Optional.ofNullable(call.context().principal().personId()).map(Set::of).orElseGet(Set::of);
    }

    private static ResponseEntity<Map<String, Object>> response(KeptAnswer kept) {
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(kept.status());
        kept.headers().forEach(builder::header);
        return builder.body(kept.body());
    }

    /** Makes the answer of one command, and keeps it in the command's transaction. */
    private final class Answering<R extends @Nullable Object> implements AroundCommand<R> {

        private final @Nullable RequestKey key;
        private final Function<R, Map<String, Object>> toBody;
        private final Set<String> secrets;
        private @Nullable ResponseEntity<Map<String, Object>> answer;

        Answering(@Nullable RequestKey key, Function<R, Map<String, Object>> toBody, Set<String> secrets) {
            this.key = key;
            this.toBody = toBody;
            this.secrets = secrets;
        }

        @Override
        public boolean before() {
            if (key == null) {
                return true;
            }
            idempotency.lock(key);
            Optional<KeptAnswer> kept = idempotency.find(key);
            kept.ifPresent(first -> answer = response(first));
            return kept.isEmpty();
        }

        @Override
        public void after(R result, Stored stored) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("x-position", stored.positionText());
            if (stored.orgVersion() != null) {
                headers.put("x-org-version", stored.orgVersion().toString());
                headers.put("ETag", "\"" + stored.orgVersion() + "\"");
            }
            KeptAnswer made = new KeptAnswer(200, toBody.apply(result), headers);
            answer = response(made);
            if (key != null) {
                idempotency.keep(key, made.without(secrets), stored.persons());
            }
        }

        ResponseEntity<Map<String, Object>> answer() {
            if (answer == null) {
                throw new IllegalStateException("a command ended without an answer");
            }
            return answer;
        }
    }
}
