package io.photons.stress.simulation;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that belongs to one run of one seed: what it is made of, what was seen, what was logged. */
final class Run {

    static final long MILLI = 1_000_000;

    private static final Pattern NAME = Pattern.compile("#p(\\d+)");

    final long seed;
    final VirtualTime time;
    final Journal journal;
    final Promise<@Nullable Void> stop = Async.promise("stop");
    final Piece main;

    final List<Piece> pieces = new ArrayList<>();
    final List<Site> sites = new ArrayList<>();
    final List<Wait> waits = new ArrayList<>();
    final List<Ticking> tickings = new ArrayList<>();

    /** Tasks that see to it that everything ends; nobody cancels them. */
    final List<Task<?>> actors = new ArrayList<>();

    final IdentityHashMap<Throwable, Integer> logs = new IdentityHashMap<>();

    /** Errors of promises, and how often each belongs into the log: once for each reporter. */
    final IdentityHashMap<Throwable, Integer> reports = new IdentityHashMap<>();

    /** Errors of callbacks and catchers, each of which belongs into the log once. */
    final List<Throwable> callbackFaults = new ArrayList<>();

    Moment stopped = Moment.NEVER;

    @Nullable
    String stopReason;

    private final IdentityHashMap<Task<?>, Piece> bodies = new IdentityHashMap<>();
    private final IdentityHashMap<Piece, ArrayDeque<Object>> insides = new IdentityHashMap<>();
    private int fuel;
    private int faults;

    Run(long seed, VirtualTime time) {
        this.seed = seed;
        this.time = time;
        this.journal = new Journal(time);
        this.fuel = new Draw(seed, -1).between(3, 26);
        this.main = new Piece(journal, Piece.Kind.MAIN, "main", 0, null);
        pieces.add(main);
        stop.onDone(end -> stopped = journal.note("stop", "ended: " + end.outcome()));
    }

    Draw draw(Piece piece) {
        return new Draw(seed, piece.number);
    }

    boolean hasFuel() {
        return fuel > 0;
    }

    Piece piece(Piece.Kind kind, @Nullable Piece caller) {
        fuel--;
        int number = pieces.size();
        Piece piece = new Piece(journal, kind, "p" + number, number, caller);
        pieces.add(piece);
        return piece;
    }

    Site site(Piece opener) {
        Site site = new Site(journal, "s" + sites.size(), opener);
        sites.add(site);
        return site;
    }

    /** The thread of the calling task runs a piece's body. */
    void entered(Piece piece) {
        Task<?> task = Task.current();
        if (task == null) {
            journal.violate("T1", piece + " runs in no task");
            return;
        }
        bodies.put(task, piece);
    }

    /** The body is inside of a call or a close, where others may be left behind. */
    void inside(Piece piece, Object what) {
        insides.computeIfAbsent(piece, key -> new ArrayDeque<>()).push(what);
    }

    void outside(Piece piece) {
        insides.getOrDefault(piece, new ArrayDeque<>()).pop();
    }

    /** A number for an error, so that its message is told from others'. */
    String fault(String who) {
        return who + "!" + faults++;
    }

    /** Throws out of a callback or a catcher; the error belongs into the log once. */
    void breakCallback(String of) {
        Fault.Unchecked fault = new Fault.Unchecked(fault(of));
        callbackFaults.add(fault);
        journal.note(of, "callback throws " + fault.getMessage());
        throw fault;
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Has something done after some milliseconds, whatever happens. */
    void later(long millis, Runnable action) {
        actors.add(Async.task("actor").start(() -> {
            Async.sleep(millis(millis));
            action.run();
        }));
    }

    void stop(@Nullable String reason, String by) {
        if (!stop.isDone()) {
            stopReason = reason;
            journal.note(by, "ends stop" + (reason == null ? "" : ": " + reason));
            if (reason == null) {
                stop.complete(null);
            } else {
                stop.cancel(reason);
            }
        }
    }

    void logged(LogRecord entry) {
        String message = String.valueOf(entry.getMessage());
        Task<?> task = Task.current();
        Piece by = task == null ? null : bodies.get(task);
        journal.note(by == null ? "?" : by.name, "logs: " + message);
        if (message.contains("is a straggler")) {
            Object where = by == null
                    ? null
                    : insides.getOrDefault(by, new ArrayDeque<>()).peek();
            switch (where) {
                case Call call -> call.leftBehind++;
                case Site site -> site.leftBehind++;
                case null, default -> journal.violate("T11", "somebody else told of a straggler: " + message);
            }
            Piece left = named(message);
            boolean runs = left != null && left.begins > 0 && !left.ended.happened();
            journal.check(!runs || entry.getThrown() != null, "T11", "no place of a straggler: " + message);
            return;
        }
        if (message.startsWith("The straggler")) {
            Piece left = named(message);
            if (left == null && by != null && by.ended.happened()) {
                left = by;
            }
            if (left != null) {
                left.straggled++;
            }
        }
        Throwable thrown = entry.getThrown();
        if (thrown == null) {
            return;
        }
        if (Fault.isOne(thrown)) {
            logs.merge(thrown, 1, Integer::sum);
        } else {
            journal.violate("E2", "an error that nobody threw was logged: " + message + ": " + thrown);
        }
    }

    /** The piece whose name a message bears; what streamers start has none. */
    private @Nullable Piece named(String message) {
        Matcher name = NAME.matcher(message);
        return name.find() ? pieces.get(Integer.parseInt(name.group(1))) : null;
    }

    /** Waits until all that runs outside of scopes has ended. */
    void awaitRest() throws InterruptedException {
        for (int i = 0; i < pieces.size(); i++) {
            Deferred<?> future = pieces.get(i).future;
            if (future != null) {
                Async.waitForAll(future);
            }
        }
        for (int i = 0; i < actors.size(); i++) {
            Async.waitForAll(actors.get(i));
        }
    }
}
