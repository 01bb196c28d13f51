package io.photons.async;

import java.util.function.IntSupplier;

/**
 * How long one side of a queue looks out for the other before it parks. To park a thread and to wake it costs as much as
 * some hundred results take, and who comes back for one result alone soon waits again; so while the other side is at work,
 * a waiter gives it a moment to make enough for both. Where that has not helped, it is tried less.
 *
 * <p>No moment passes in a deterministic world, where nobody else would move meanwhile.
 *
 * <p><b>Source.</b> S10.
 */
final class Patience {

    /** Some ten microseconds, which is about what it costs to park and be woken. */
    private static final int MOST_LOOKS = 32;

    private static final int PAUSES = 32;
    private static final int GAIN = 4;
    private static final long SHORT_PARK_NANOS = 50_000;

    // How often to look. Written and read by all who wait, without agreement: any reading will do.
    private int looks;

    /**
     * Lets moments pass until there is enough, or something that has ceased to grow. Never waits for more than that: who
     * makes one thing and then waits for us must not be waited for.
     *
     * @return false if there is nothing; then the thread may as well park
     */
    boolean pays(IntSupplier there, int enough) {
        int most = AsyncRuntime.current() == AsyncRuntime.system() ? looks : 0;
        int seen = 0;
        for (int look = 0; look < most; look++) {
            for (int i = 0; i < PAUSES; i++) {
                Thread.onSpinWait();
            }
            int now = there.getAsInt();
            if (now >= enough || (now > 0 && now == seen)) {
                seen = now;
                break;
            }
            seen = now;
        }
        if (most > 0) {
            looks = seen > 0 ? Math.min(MOST_LOOKS, most + GAIN) : most / 2;
        }
        return seen > 0;
    }

    /** Parks as {@link Parking#park} does; after a short park it may be worth while to look once more before the next. */
    boolean park(Object blocker, long deadline) throws InterruptedException {
        AsyncRuntime runtime = AsyncRuntime.current();
        long before = runtime.nanoTime();
        boolean inTime = Parking.park(blocker, deadline);
        if (inTime && runtime.nanoTime() - before < SHORT_PARK_NANOS) {
            looks = Math.min(MOST_LOOKS, looks + 1);
        }
        return inTime;
    }
}
