package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A future with rounds and one callback; a reset, forced or not, is one step (F20). */
public class ResettableModel {

    private final ResettableFuture<Integer> future = new ResettableFuture<>();
    private final Calls<Deferred<Integer>> calls = new Calls<>(2);

    @Operation
    public String complete(@Param(gen = IntGen.class, conf = "1:2") int value) {
        return calls.during(future.complete(value));
    }

    @Operation
    public String cancel() {
        return calls.during(future.cancel());
    }

    @Operation
    public String reset() {
        future.reset();
        return calls.during(true);
    }

    /** Only in scenarios without questions, which may still be told of the round that it cancelled. */
    public String resetByForce() {
        future.reset(true);
        return calls.during(true);
    }

    @Operation
    public String onDone(@Param(gen = IntGen.class, conf = "0:1") int callback) {
        future.onDone(calls.of(callback));
        return calls.during(true);
    }

    @Operation
    public String outcome() {
        return Calls.told(future);
    }

    /** What one thread alone would see. */
    public static class Alone {

        private String outcome = "pending";
        private final List<Integer> callbacks = new ArrayList<>();

        public String complete(int value) {
            return end("value " + value);
        }

        public String cancel() {
            return end("cancelled");
        }

        private String end(String how) {
            if (!outcome.equals("pending")) {
                return "false";
            }
            outcome = how;
            StringBuilder answer = new StringBuilder("true");
            callbacks.forEach(callback -> answer.append(" ran ").append(callback));
            callbacks.clear();
            return answer.toString();
        }

        public String reset() {
            outcome = "pending";
            return "true";
        }

        public String resetByForce() {
            String answer = outcome.equals("pending") ? end("cancelled") : "true";
            outcome = "pending";
            return answer;
        }

        public String onDone(int callback) {
            if (!outcome.equals("pending")) {
                return "true ran " + callback;
            }
            callbacks.add(callback);
            return "true";
        }

        public String outcome() {
            return outcome;
        }
    }
}
