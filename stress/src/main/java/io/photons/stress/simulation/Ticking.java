package io.photons.stress.simulation;

import io.photons.async.Async;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.TickerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A loop over a ticker, and what was seen of it.
 *
 * <p>All its own times are multiples of {@value #STEP} ms. Those who interfere from outside do so between, each at a
 * remainder of its own, so that what they do never falls on a tick.
 */
final class Ticking {

    static final long STEP = 10;

    private static final int ENOUGH = 7;

    /** What somebody does to it. */
    enum Act {
        CHANGE,
        CHANGE_ONCE,
        PAUSE,
        RESUME,
        END
    }

    /** Something that somebody did to it. */
    record Event(Moment moment, Act act, long nanos) {}

    /** A question for the next tick, and the answer. */
    record Beat(Moment asked, Moment answered, @Nullable Tick tick) {}

    final Piece body;
    final Journal journal;
    final long every;
    final long minWait;
    final long maxIterations;
    final long maxTime;
    final List<Event> events = new ArrayList<>();
    final List<Beat> beats = new ArrayList<>();

    /** The question that was interrupted. */
    @Nullable
    Beat interrupted;

    private final Run run;
    private final Draw draw;
    private final Promise<@Nullable Void> end = Async.promise("end");
    private final Pauser pauser = new Pauser();
    private final Ticker ticker;

    Ticking(Run run, Piece body, Draw draw) {
        this.run = run;
        this.body = body;
        this.journal = run.journal;
        this.draw = draw;
        this.every = drawEvery();
        this.minWait = draw.below(4) * STEP * Run.MILLI;
        this.maxIterations = draw.oneIn(3) ? draw.below(5) : Long.MAX_VALUE;
        this.maxTime = draw.oneIn(3) ? draw.below(12) * STEP * Run.MILLI : Long.MAX_VALUE;
        this.ticker = open();
        journal.note(
                body.name,
                "ticker every " + every / Run.MILLI + " ms, least wait " + minWait / Run.MILLI + " ms, "
                        + (maxIterations == Long.MAX_VALUE ? "" : maxIterations + " ticks, ")
                        + (maxTime == Long.MAX_VALUE ? "" : maxTime / Run.MILLI + " ms"));
    }

    private long drawEvery() {
        return draw.below(6) * STEP * Run.MILLI;
    }

    private Ticker open() {
        TickerOptions options = Ticker.every(Duration.ofNanos(every)).finalFuture(end);
        options.minWait(Duration.ofNanos(minWait)).pauser(pauser);
        if (maxIterations != Long.MAX_VALUE) {
            options.maxIterations(maxIterations);
        }
        if (maxTime != Long.MAX_VALUE) {
            options.maxTime(Duration.ofNanos(maxTime));
        }
        return options.open();
    }

    void loop(Bodies bodies) throws Exception {
        interfere();
        if (draw.oneIn(6)) {
            change();
        }
        try (ticker) {
            Iterator<Tick> ticks = ticker.iterator();
            while (beats.size() < ENOUGH) {
                Tick tick = ask(ticks);
                if (tick == null) {
                    break;
                }
                if (draw.oneIn(6)) {
                    change();
                }
                if (draw.oneIn(3)) {
                    bodies.nap(body, draw.between(0, 8) * STEP);
                    if (draw.oneIn(6)) {
                        change();
                    }
                }
            }
        }
    }

    private @Nullable Tick ask(Iterator<Tick> ticks) throws InterruptedException {
        Moment asked = journal.note(body.name, "asks for a tick");
        Tick tick;
        try {
            tick = ticks.hasNext() ? ticks.next() : null;
        } catch (CancellationException cancelled) {
            journal.check(Thread.interrupted(), "E4", "an interrupted ticker of " + body + " took the flag");
            body.sight("a ticker");
            interrupted = new Beat(asked, body.sighted, null);
            InterruptedException thrown = new InterruptedException();
            thrown.initCause(cancelled);
            throw thrown;
        }
        beats.add(new Beat(asked, journal.note(body.name, "has " + (tick == null ? "no more ticks" : tick)), tick));
        return tick;
    }

    private void change() {
        act(draw.oneIn(2) ? Act.CHANGE : Act.CHANGE_ONCE, drawEvery());
    }

    private void act(Act act, long nanos) {
        events.add(new Event(journal.note(body.name, act + " " + nanos / Run.MILLI + " ms"), act, nanos));
        Duration duration = Duration.ofNanos(nanos);
        switch (act) {
            case CHANGE -> ticker.changeAfter(duration);
            case CHANGE_ONCE -> ticker.changeAfterOnce(duration);
            case PAUSE -> pauser.pause();
            case RESUME -> pauser.resume();
            case END -> end.complete(null);
        }
    }

    /** Draws what is done from outside; whatever is paused is resumed. */
    private void interfere() {
        int pauses = 0;
        long at = 0;
        for (int remainder = 1; remainder <= draw.below(5); remainder++) {
            at += draw.below(6) * STEP;
            Act act = draw.of(List.of(Act.values()));
            if (act == Act.RESUME && pauses == 0) {
                act = Act.PAUSE;
            }
            pauses += act == Act.PAUSE ? 1 : act == Act.RESUME ? -1 : 0;
            later(at + remainder, act);
            if (act == Act.END) {
                break;
            }
        }
        for (int i = 0; i < pauses; i++) {
            at += draw.below(6) * STEP;
            later(at + 6 + i, Act.RESUME);
        }
    }

    private void later(long millis, Act act) {
        long nanos = drawEvery();
        run.later(millis, () -> act(act, nanos));
    }
}
