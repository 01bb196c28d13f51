package io.photons.stress.simulation;

import io.photons.async.Async;
import io.photons.async.TaskTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** Calls with a time-out, one inside the other. */
final class Calls {

    private final Run run;
    private final Bodies bodies;

    Calls(Run run, Bodies bodies) {
        this.run = run;
        this.bodies = bodies;
    }

    void call(Piece caller, Draw draw, int depth) throws Exception {
        long limit = draw.oneIn(12) ? 0 : draw.between(1, 30);
        long grace = draw.oneIn(3) ? draw.between(0, 10) : 1000;
        boolean own = draw.oneIn(4);
        Call call = new Call(caller, limit * Run.MILLI, grace * Run.MILLI);
        caller.calls.add(call);
        Piece piece = run.piece(Piece.Kind.TIMED, caller);
        piece.call = call;
        piece.deadline = Math.min(call.strike(), caller.deadline);
        run.inside(caller, call);
        try {
            Object value = own
                    ? Async.timeout(Run.millis(limit))
                            .grace(Run.millis(grace))
                            .error(() -> new OwnTimeout(piece.name))
                            .call(() -> bodies.perform(piece, depth, null))
                    : Async.timeout(Run.millis(limit))
                            .grace(Run.millis(grace))
                            .name(piece.name)
                            .call(() -> bodies.perform(piece, depth, null));
            call.come(Call.Way.VALUE, value, null);
        } catch (InterruptedException thrown) {
            caller.sight("a call");
            call.come(Call.Way.INTERRUPTED, null, thrown);
            throw thrown;
        } catch (CancellationException thrown) {
            call.come(Call.Way.CANCELLED, null, thrown);
            if (draw.oneIn(3)) {
                throw thrown;
            }
        } catch (OwnTimeout thrown) {
            run.journal.check(own, "T11", piece + " timed out with another's exception");
            call.come(Call.Way.TIMEOUT, null, thrown);
        } catch (TimeoutException thrown) {
            run.journal.check(!own, "T11", piece + " did not time out with the caller's exception");
            run.journal.check(thrown instanceof TaskTimeoutException, "T11", piece + " timed out with " + thrown);
            call.come(Call.Way.TIMEOUT, null, thrown);
        } catch (Fault | Fault.Fatal thrown) {
            call.come(Call.Way.THROWN, null, thrown);
            if (draw.oneIn(4)) {
                throw new Fault(run.fault(caller.name + " after " + piece));
            }
        } finally {
            run.outside(caller);
        }
    }

    /** A time-out's exception of the caller's own. */
    static final class OwnTimeout extends Exception {
        private static final long serialVersionUID = 1L;

        OwnTimeout(String message) {
            super(message, null, false, false);
        }
    }
}
