package io.photons.stress.simulation;

import java.util.concurrent.CancellationException;

/** What the main task of a run does: some of everything. */
final class Stage {

    private final Run run;
    private final Bodies bodies;

    Stage(Run run, Bodies bodies) {
        this.run = run;
        this.bodies = bodies;
    }

    void play() throws Exception {
        run.entered(run.main);
        run.main.begin();
        Draw draw = run.draw(run.main);
        Futures futures = draw.oneIn(3) ? new Futures(run, new Draw(run.seed, -2)) : null;
        if (futures != null) {
            futures.begin();
        }
        for (int i = draw.between(1, 4); i > 0; i--) {
            step(draw);
        }
        run.awaitRest();
        if (futures != null) {
            futures.end();
        }
        run.journal.note("main", "has ended");
    }

    private void step(Draw draw) throws Exception {
        try {
            bodies.step(run.main, draw, 0);
        } catch (Fault | CancellationException thrown) {
            run.journal.note("main", "goes on after " + thrown);
        }
    }
}
