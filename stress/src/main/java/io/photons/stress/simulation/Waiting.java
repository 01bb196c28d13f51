package io.photons.stress.simulation;

import io.photons.async.Async;
import io.photons.async.Deferred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** How bodies wait: they sleep, or wait for others of their scope. */
final class Waiting {

    private final Run run;

    Waiting(Run run) {
        this.run = run;
    }

    void nap(Piece piece, long millis) throws InterruptedException {
        Wait wait = new Wait(piece, Wait.Kind.SLEEP, List.of(), millis * Run.MILLI);
        run.waits.add(wait);
        try {
            Async.sleep(Run.millis(millis));
            wait.over(null);
        } catch (InterruptedException e) {
            wait.interrupted();
            throw e;
        }
    }

    /**
     * Waits for some of the same scope: for those added before, or in other scopes for those added after. Never for both, or
     * two might wait for each other.
     */
    void await(Piece piece, Draw draw) throws InterruptedException {
        Site home = piece.home();
        List<Piece> others = new ArrayList<>();
        if (home != null) {
            for (Piece other : home.pieces) {
                boolean comes = home.waitsForLater ? other.number > piece.number : other.number < piece.number;
                if (comes && other.future != null) {
                    others.add(other);
                }
            }
        }
        if (others.isEmpty()) {
            nap(piece, 1);
            return;
        }
        List<Piece> targets = new ArrayList<>();
        for (int i = draw.between(1, 3); i > 0; i--) {
            Piece target = draw.of(others);
            if (!targets.contains(target)) {
                targets.add(target);
            }
        }
        long limit = draw.oneIn(3) ? draw.between(0, 15) * Run.MILLI : Wait.FOREVER;
        switch (draw.below(4)) {
            case 0 -> await(new Wait(piece, Wait.Kind.GET, targets.subList(0, 1), Wait.FOREVER));
            case 1 -> await(new Wait(piece, Wait.Kind.FIRST, targets, limit));
            case 2 -> {
                targets.forEach(target -> target.ask(null, piece.name));
                awaitCancelled(new Wait(piece, Wait.Kind.ALL, targets, Wait.FOREVER));
            }
            default -> await(new Wait(piece, Wait.Kind.ALL, targets, limit));
        }
    }

    private void awaitCancelled(Wait wait) throws InterruptedException {
        run.waits.add(wait);
        try {
            Async.cancelAndWait(futures(wait));
            wait.over(true);
        } catch (InterruptedException e) {
            wait.interrupted();
            throw e;
        }
    }

    private void await(Wait wait) throws InterruptedException {
        run.waits.add(wait);
        wait.queued.forEach(target -> target.wanted = true);
        try {
            wait.over(answer(wait));
        } catch (InterruptedException e) {
            wait.interrupted();
            throw e;
        }
    }

    private @Nullable Object answer(Wait wait) throws InterruptedException {
        List<Deferred<?>> futures = futures(wait);
        Duration limit = Duration.ofNanos(wait.limit);
        switch (wait.kind) {
            case FIRST -> {
                Deferred<?> first =
                        wait.limit == Wait.FOREVER ? Async.waitForFirst(futures) : Async.waitForFirst(limit, futures);
                return first == null ? null : wait.targets.get(futures.indexOf(first));
            }
            case GET -> {
                try {
                    return futures.get(0).get();
                } catch (ExecutionException | CancellationException thrown) {
                    return thrown;
                }
            }
            default -> {
                if (wait.limit == Wait.FOREVER) {
                    Async.waitForAll(futures);
                    return true;
                }
                return Async.waitForAll(limit, futures);
            }
        }
    }

    private static List<Deferred<?>> futures(Wait wait) {
        List<Deferred<?>> futures = new ArrayList<>();
        wait.targets.forEach(target -> futures.add(Objects.requireNonNull(target.future)));
        return futures;
    }
}
