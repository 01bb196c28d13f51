package io.photons.async.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Where a thread stands, as far as it can be told from outside.
 *
 * @param kind what it does there
 * @param entry the method of the JDK that it called
 * @param caller the place where it called that
 */
record Standpoint(
        Kind kind,
        @Nullable StackTraceElement entry,
        @Nullable StackTraceElement caller) {

    enum Kind {
        /** It runs, or would if it had a processor. */
        RUNNING,
        /** It waits without a limit for a monitor or a synchronizer of {@code java.util.concurrent}. */
        LOCKED,
        /** It waits for something that will come by itself, or cannot be told: time, input, output. */
        WAITING
    }

    static Standpoint of(Thread thread) {
        Thread.State state = thread.getState();
        if (state == Thread.State.NEW || state == Thread.State.RUNNABLE || state == Thread.State.TERMINATED) {
            return new Standpoint(Kind.RUNNING, null, null);
        }
        StackTraceElement[] stack = thread.getStackTrace();
        StackTraceElement waiter = null;
        StackTraceElement entry = null;
        StackTraceElement caller = null;
        for (StackTraceElement frame : stack) {
            if (waiter == null && !isParking(frame.getClassName())) {
                waiter = frame;
            }
            if (!isOfTheJdk(frame.getClassName())) {
                caller = frame;
                break;
            }
            entry = frame;
        }
        return new Standpoint(kindOf(state, waiter), entry, caller);
    }

    private static boolean isOfTheJdk(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }

    private static Kind kindOf(Thread.State state, @Nullable StackTraceElement waiter) {
        if (waiter == null || waiter.getClassName().equals(Strand.class.getName())) {
            // It was given the baton and has not got a processor yet.
            return Kind.RUNNING;
        }
        String name = waiter.getClassName();
        boolean lock = state == Thread.State.BLOCKED
                || (state == Thread.State.WAITING
                        && (name.equals("java.lang.Object") || name.startsWith("java.util.concurrent.")));
        return lock ? Kind.LOCKED : Kind.WAITING;
    }

    private static boolean isParking(String className) {
        return className.startsWith("java.lang.VirtualThread")
                || className.startsWith("java.lang.System$")
                || className.startsWith("jdk.internal.")
                || className.equals("java.util.concurrent.locks.LockSupport");
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case RUNNING -> "ran";
            case LOCKED -> "was blocked";
            case WAITING -> "waited";
        };
        return what + (entry == null ? "" : " in " + entry) + (caller == null ? "" : ", called at " + caller);
    }
}
