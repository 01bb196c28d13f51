package io.photons.watch;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The least code that makes the checks: a virtual thread for each, and a semaphore. */
final class BareLoop {

    private final int places;

    BareLoop(int places) {
        this.places = places;
    }

    /** One check; true if it went well. */
    interface Ask {
        boolean isWell(Target target) throws IOException, InterruptedException;
    }

    /** Checks every target in so many rounds, and returns how many checks went well. */
    int run(List<Target> targets, int rounds, Ask ask) throws InterruptedException {
        Semaphore free = new Semaphore(places);
        AtomicInteger well = new AtomicInteger();
        for (int round = 0; round < rounds; round++) {
            for (Target target : targets) {
                free.acquire();
                Thread.startVirtualThread(() -> {
                    try {
                        if (ask.isWell(target)) {
                            well.incrementAndGet();
                        }
                    } catch (IOException e) {
                        // Not well.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        free.release();
                    }
                });
            }
            free.acquire(places);
            free.release(places);
        }
        return well.get();
    }
}
