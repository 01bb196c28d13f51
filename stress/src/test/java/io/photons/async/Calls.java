package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Callbacks that can be told apart and note on which thread they ran. Written without lambdas and concatenation: the model
 * checker looks into every class that a step touches, those of the linkage included.
 */
final class Calls<D extends Deferred<?>> {

    private final List<Call> calls = new ArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // one for each model: the next one begins with nothing told
    private final ThreadLocal<StringBuilder> here = new ThreadLocal<>();

    Calls(int count) {
        for (int number = 0; number < count; number++) {
            calls.add(new Call(number));
        }
    }

    Consumer<D> of(int number) {
        return calls.get(number);
    }

    /** An answer, followed by the callbacks that ran on this thread since the last answer. */
    String during(boolean answer) {
        StringBuilder ran = here.get();
        here.remove();
        String told = Boolean.toString(answer);
        return ran == null ? told : told.concat(ran.toString());
    }

    /** How a future ended, in a word that no class must be loaded for. */
    static String told(Deferred<?> future) {
        Object end = future.round().ended();
        if (end == null) {
            return "pending";
        }
        if (end instanceof Failed failed) {
            return failed.error().getMessage();
        }
        return end instanceof Cancellation ? "cancelled" : "value ".concat(end.toString());
    }

    private final class Call implements Consumer<D> {

        private final int number;

        Call(int number) {
            this.number = number;
        }

        @Override
        public void accept(D ended) {
            StringBuilder ran = here.get();
            if (ran == null) {
                ran = new StringBuilder();
                here.set(ran);
            }
            ran.append(" ran ").append(number);
        }
    }
}
