package io.photons.stress.simulation;

import io.photons.async.Tick;

/** When ticks must have come: the rules of the grid, step by step, without the arithmetic of the library. */
final class TickModel {

    private static final long NEVER = Long.MAX_VALUE;

    private final Ticking ticking;

    private long every;
    private long start = NEVER;
    private long anchor;
    private long latest;
    private long due;
    private long ticks;
    private int pauses;
    private boolean ended;
    private int next;

    TickModel(Ticking ticking) {
        this.ticking = ticking;
        this.every = ticking.every;
    }

    void check() {
        for (Ticking.Beat beat : ticking.beats) {
            long at = answer(beat.asked(), NEVER);
            boolean hasTick = at >= 0;
            boolean right = hasTick == (beat.tick() != null) && beat.answered().at() == (hasTick ? at : -1 - at);
            if (right && beat.tick() != null) {
                right = isRight(beat.tick(), at);
            }
            if (!right) {
                violate(beat, hasTick, at);
                return;
            }
        }
        Ticking.Beat last = ticking.interrupted;
        if (last != null) {
            long at = answer(last.asked(), last.answered().at());
            long until = at >= 0 ? at : -1 - at;
            if (until < last.answered().at()) {
                violate(last, at >= 0, at);
            }
            long asked = Asked.interruption(ticking.body, last.asked(), last.answered());
            ticking.journal.check(
                    asked == last.answered().at(), "E4", "a ticker of " + ticking.body + " was interrupted late");
        }
    }

    private boolean isRight(Tick tick, long at) {
        return tick.iteration() == ticks && tick.untilNext().toNanos() == Math.max(0, due - at);
    }

    private void violate(Ticking.Beat beat, boolean hasTick, long at) {
        ticking.journal.violate(
                "K1",
                "the ticker of " + ticking.body + ", asked at "
                        + PieceModel.ms(beat.asked().at()) + ", gave "
                        + beat.tick() + " at " + PieceModel.ms(beat.answered().at()) + " and not "
                        + (hasTick
                                ? "tick " + ticks + " at " + PieceModel.ms(at) + ", " + PieceModel.ms(due - at)
                                        + " before the next"
                                : "the end at " + PieceModel.ms(-1 - at)));
    }

    /** The time of the tick; of an end, what is left when it is taken from -1. Gives up after a limit. */
    private long answer(Moment asked, long limit) {
        while (next < ticking.events.size() && ticking.events.get(next).moment().before(asked)) {
            apply(ticking.events.get(next++));
        }
        long now = asked.at();
        if (start == NEVER) {
            start = now;
            anchor = now;
            due = now;
        }
        long end = ticking.maxTime == NEVER ? NEVER : start + ticking.maxTime;
        while (true) {
            if (ended || ticks >= ticking.maxIterations || now >= end) {
                return -1 - now;
            }
            long tick = pauses > 0 ? NEVER : Math.max(now, due);
            long event = next < ticking.events.size()
                    ? ticking.events.get(next).moment().at()
                    : NEVER;
            if (tick < end && tick <= event && tick != NEVER) {
                if (tick < limit) {
                    tick(tick);
                }
                return tick;
            }
            if (event <= end && event != NEVER && event < limit) {
                apply(ticking.events.get(next++));
                now = event;
            } else {
                return -1 - Math.min(end, limit);
            }
        }
    }

    private void tick(long now) {
        ticks++;
        latest = now;
        if (every <= 0) {
            anchor = now;
            due = now + ticking.minWait;
            return;
        }
        long point = anchor;
        while (point <= now || point - now < ticking.minWait) {
            point += every;
        }
        due = point;
    }

    /** The grid's latest point at or before the latest tick. */
    private long latestPoint() {
        if (every <= 0) {
            return latest;
        }
        long point = anchor;
        while (point + every <= latest) {
            point += every;
        }
        return point;
    }

    private void apply(Ticking.Event event) {
        switch (event.act()) {
            case CHANGE -> {
                if (ticks > 0) {
                    anchor = latestPoint();
                    due = anchor + event.nanos();
                }
                every = event.nanos();
            }
            case CHANGE_ONCE -> {
                if (ticks > 0) {
                    due = latestPoint() + event.nanos();
                }
            }
            case PAUSE -> pauses++;
            case RESUME -> pauses--;
            case END -> ended = true;
        }
    }
}
