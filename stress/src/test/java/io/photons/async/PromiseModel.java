package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A promise with two callbacks; each answer tells which of them the call ran, in their order (F1, F3). */
public class PromiseModel {

    private final Promise<Integer> promise = new Promise<>(null);
    private final Calls<Deferred<Integer>> calls = new Calls<>(2);

    @Operation
    public String complete(@Param(gen = IntGen.class, conf = "1:2") int value) {
        return calls.during(promise.complete(value));
    }

    @Operation
    public String fail() {
        return calls.during(promise.fail(new ArithmeticException("wrong")));
    }

    @Operation
    public String cancel() {
        return calls.during(promise.cancel());
    }

    @Operation
    public String onDone(@Param(gen = IntGen.class, conf = "0:1") int callback) {
        promise.onDone(calls.of(callback));
        return calls.during(true);
    }

    @Operation
    public String removeCallback(@Param(gen = IntGen.class, conf = "0:1") int callback) {
        return calls.during(promise.removeCallback(calls.of(callback)));
    }

    @Operation
    public boolean hasCallback(@Param(gen = IntGen.class, conf = "0:1") int callback) {
        return promise.hasCallback(calls.of(callback));
    }

    @Operation
    public boolean isDone() {
        return promise.isDone();
    }

    @Operation
    public String outcome() {
        return Calls.told(promise);
    }

    @Operation
    public String state() {
        return promise.state().name();
    }

    /** Only in scenarios in which it ends. */
    public int get() throws InterruptedException, ExecutionException {
        return promise.get();
    }

    /** What one thread alone would see; where it would wait for ever, a value that nobody gives. */
    public static class Alone {

        private String state = "RUNNING";
        private String outcome = "pending";
        private final List<Integer> callbacks = new ArrayList<>();

        public String complete(int value) {
            return end("SUCCESS", "value " + value);
        }

        public String fail() {
            return end("FAILED", "wrong");
        }

        public String cancel() {
            return end("CANCELLED", "cancelled");
        }

        private String end(String newState, String how) {
            if (isDone()) {
                return "false";
            }
            state = newState;
            outcome = how;
            StringBuilder answer = new StringBuilder("true");
            callbacks.forEach(callback -> answer.append(" ran ").append(callback));
            callbacks.clear();
            return answer.toString();
        }

        public String onDone(int callback) {
            if (isDone()) {
                return "true ran " + callback;
            }
            callbacks.add(callback);
            return "true";
        }

        public String removeCallback(int callback) {
            return String.valueOf(callbacks.removeIf(present -> present == callback));
        }

        public boolean hasCallback(int callback) {
            return callbacks.contains(callback);
        }

        public boolean isDone() {
            return !state.equals("RUNNING");
        }

        public int get() {
            return outcome.equals("value 1") ? 1 : -1;
        }

        public String outcome() {
            return outcome;
        }

        public String state() {
            return state;
        }
    }
}
