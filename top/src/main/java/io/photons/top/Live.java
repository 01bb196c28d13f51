package io.photons.top;

import io.photons.async.Deferred;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.terminal.Screen;
import io.photons.top.Row.Branches;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jspecify.annotations.Nullable;

/**
 * The tree on the screen, as long as the user wants to see it or the JVM is there.
 *
 * <p><b>Threads.</b> One looks, and waits for the JVM; the one that {@link #run}s reads the keys and draws, and waits for
 * nobody else. {@code latest} and {@code trouble} are written by the first and read by the second.
 */
final class Live {

    private static final long KEY_MILLIS = 100;

    private final Settings settings;
    private final Attachment attachment;
    private final Screen screen;
    private final View view;
    private final Branches branches;
    private final Semaphore hurry = new Semaphore(0);
    private volatile @Nullable Look latest;
    private volatile @Nullable Trouble trouble;

    Live(Settings settings, Attachment attachment, Screen screen) {
        this.settings = settings;
        this.attachment = attachment;
        this.screen = screen;
        view = new View(settings.sort(), settings.filter(), settings.flat());
        branches = screen.knows(Branches.LINES.characters()) ? Branches.LINES : Branches.ASCII;
    }

    /**
     * Shows it until a future has ended or the user quits.
     *
     * @throws Trouble if the JVM cannot be looked at any more
     */
    void run(Deferred<?> stop) throws IOException, InterruptedException {
        try {
            TaskHolder.run(stop, holder -> {
                Task<?> looking = holder.add("look", this::look);
                show(looking, stop);
                looking.cancel("nobody is there to see it");
                return null;
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        Trouble why = trouble;
        if (why != null) {
            throw why;
        }
    }

    /** Looks until it cannot any more, which is no fault of this program. */
    private void look() throws InterruptedException {
        try {
            lookAgainAndAgain();
        } catch (Trouble e) {
            trouble = e;
        }
    }

    private void lookAgainAndAgain() throws Trouble, InterruptedException {
        while (true) {
            Snapshot snapshot = attachment.snapshot();
            latest = new Look(
                    attachment.jvm(),
                    snapshot,
                    Stacks.of(attachment, snapshot, task -> view.stacks().contains(task.id())));
            if (hurry.tryAcquire(settings.every().toNanos(), TimeUnit.NANOSECONDS)) {
                hurry.drainPermits();
            }
        }
    }

    private void show(Task<?> looking, Deferred<?> stop) throws IOException {
        Look shown = null;
        Size drawn = null;
        boolean changed = true;
        while (!stop.isDone() && !looking.isDone()) {
            Look look = view.isHeld() && shown != null ? shown : latest;
            Size size = screen.size();
            if (look != null && (changed || look != shown || !size.equals(drawn))) {
                draw(look, size);
                shown = look;
                drawn = size;
            }
            Key key = Key.read(screen, KEY_MILLIS);
            changed = key.kind() != Key.Kind.NONE;
            if (key.kind() == Key.Kind.GONE || !view.press(key, Math.max(1, size.getRows() - 5))) {
                return;
            }
            if (key.kind() == Key.Kind.ENTER) {
                hurry.release();
            }
        }
    }

    private void draw(Look look, Size size) {
        Picture picture =
                new Picture(size.getColumns(), size.getRows(), settings.every().toNanos());
        view.lay(look, branches, picture.rows());
        screen.draw(size, picture.lines(look, view));
    }
}
